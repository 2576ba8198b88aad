import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import { LineChart, TreemapChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import type { Pictured } from '../core/document.ts';
import { linesOption } from './lines.ts';
import { family, paper } from './palette.ts';
import { tilesOption } from './tiles.ts';

use([LineChart, TreemapChart, GridComponent, LabelLayout, SVGRenderer]);

/** As wide as Slack shows a picture in a message; it is drawn with twice as many dots, for screens that have them. */
const WIDTH = 640;
const heights = { chart: 300, treemap: 340 } as const;
const DENSITY = 2;

const require = createRequire(import.meta.url);
const fontFiles = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'].map(file =>
  require.resolve(`@expo-google-fonts/inter/${file}`),
);

/** The picture as SVG; null where there is nothing to draw. */
export function svgOf(element: Pictured): string | null {
  const option = element.type === 'chart' ? linesOption(element) : tilesOption(element);
  if (option === null) return null;
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: heights[element.type] });
  try {
    canvas.setOption(option);
    return canvas.renderToSVGString();
  } finally {
    canvas.dispose();
  }
}

/** The picture as PNG, opaque, on another thread. @throws whatever the rasteriser meets */
export async function pngOf(element: Pictured): Promise<Uint8Array | null> {
  const svg = svgOf(element);
  if (svg === null) return null;
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: family };
  const drawn = await renderAsync(svg, { font, background: paper, fitTo: { mode: 'zoom', value: DENSITY } });
  return drawn.asPng();
}
