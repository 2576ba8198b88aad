export interface Series {
  readonly name: string;
  readonly points: readonly { readonly label: string; readonly value: number }[];
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where values and categories lie inside the frame. Bars need half a step of room at both ends. */
export function scaleOf(series: readonly Series[], categories: readonly string[], frame: Frame, hasRoom: boolean) {
  const values = series.flatMap(each => each.points.map(point => point.value));
  const low = Math.min(0, ...values);
  const top = niceCeiling(Math.max(1e-9, ...values));
  const width = frame.width - frame.left - frame.right;
  const height = frame.height - frame.top - frame.bottom;
  const step = width / Math.max(1, hasRoom ? categories.length : categories.length - 1);
  const y = (value: number): number => frame.top + height - ((value - low) / (top - low)) * height;
  return {
    step,
    x: (index: number): number => frame.left + step * (hasRoom ? index + 0.5 : index),
    y,
    ticks: [0, 0.25, 0.5, 0.75, 1].map(part => {
      const value = low + (top - low) * part;
      return { at: y(value), text: shortNumber(value) };
    }),
  };
}

/** The next of 1, 2, 2.5, 4, 5, 8, 10 times a power of ten. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 2.5, 4, 5, 8, 10].find(each => each * power >= value) ?? 10;
  return factor * power;
}

const shortNumber = (value: number): string =>
  new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 }).format(value);

/** The slices of a pie of radius 1 around the origin, the first one from the top. */
export function slicesOf(points: Series['points']): readonly { readonly label: string; readonly path: string }[] {
  const total = points.reduce((sum, point) => sum + Math.max(0, point.value), 0) || 1;
  let turned = 0;
  return points.map(point => {
    const share = Math.min(0.9999, Math.max(0, point.value) / total);
    const [from, to] = [turned, turned + share];
    turned = to;
    const at = (part: number): string => `${Math.sin(part * 2 * Math.PI)} ${-Math.cos(part * 2 * Math.PI)}`;
    return { label: point.label, path: `M0 0L${at(from)}A1 1 0 ${share > 0.5 ? 1 : 0} 1 ${at(to)}Z` };
  });
}
