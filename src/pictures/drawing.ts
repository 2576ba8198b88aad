import type { Drawing } from '../core/hanging.ts';
import type { Log } from '../core/ports.ts';

/** ECharts and the rasteriser are large: they are loaded with the first picture, so that the bot starts quickly without them. */
export const openDrawing = (log: Log): Drawing => ({
  draw: async element => {
    try {
      const { pngOf } = await import('./draw.ts');
      return await pngOf(element);
    } catch (error) {
      log.error({ error, picture: element.type }, 'cannot draw a picture');
      return null;
    }
  },
});
