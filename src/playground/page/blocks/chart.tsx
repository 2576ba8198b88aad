import { type Fields, fieldsOf, listOf, textOf } from '../../slack/fields.ts';
import { Unsupported } from './boundary.tsx';
import { type Series, scaleOf, slicesOf } from './chart-geometry.ts';
import { wordsOf } from './words.tsx';

const size = { width: 560, height: 220, left: 56, right: 26, top: 12, bottom: 34 } as const;

/** docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export function DataVisualization({ block }: { readonly block: Fields }) {
  const chart = fieldsOf(block.chart);
  const type = textOf(chart.type);
  const title = wordsOf(block.title);
  const series = listOf(chart.series).map(seriesOf);
  const known = ['pie', 'line', 'area', 'bar'].includes(type);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      {!known && <Unsupported what={type || 'chart'} why="is not a chart this page draws" />}
      {type === 'pie' && <Pie title={title} segments={seriesOf({ name: title, data: chart.segments })} />}
      {known && type !== 'pie' && <Axes title={title} kind={type} series={series} axis={fieldsOf(chart.axis_config)} />}
    </figure>
  );
}

const seriesOf = (value: unknown): Series => {
  const fields = fieldsOf(value);
  const points = listOf(fields.data).map(fieldsOf);
  return {
    name: textOf(fields.name),
    points: points.map(point => ({ label: textOf(point.label), value: Number(point.value) || 0 })),
  };
};

interface AxesProps {
  readonly title: string;
  readonly kind: string;
  readonly series: readonly Series[];
  readonly axis: Fields;
}

function Axes({ title, kind, series, axis }: AxesProps) {
  const given = listOf(axis.categories).map(textOf);
  const categories = given.length > 0 ? given : (series[0]?.points.map(point => point.label) ?? []);
  const scale = scaleOf(series, categories, size, kind === 'bar');
  return (
    <>
      <div class="axes">
        <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={title}>
          {scale.ticks.map(tick => (
            <g key={tick.text} class="tick">
              <line x1={size.left} x2={size.width - size.right} y1={tick.at} y2={tick.at} />
              <text x={size.left - 8} y={tick.at + 4} text-anchor="end">
                {tick.text}
              </text>
            </g>
          ))}
          {categories.map((category, index) =>
            index % Math.ceil(categories.length / 8) === 0 ? (
              <text key={category} class="tick-label" x={scale.x(index)} y={size.height - 12} text-anchor="middle">
                {category}
              </text>
            ) : null,
          )}
          {series.map((each, index) => (
            <Plot key={each.name} kind={kind} series={each} index={index} count={series.length} scale={scale} />
          ))}
        </svg>
      </div>
      {(series.length > 1 || axis.y_label !== undefined) && (
        <div class="legend">
          {series.map((each, index) => (
            <span key={each.name} class={`legend-entry hue-${index % 6}`}>
              {each.name}
            </span>
          ))}
          {axis.y_label !== undefined && <span class="muted">{textOf(axis.y_label)}</span>}
        </div>
      )}
    </>
  );
}

interface PlotProps {
  readonly kind: string;
  readonly series: Series;
  readonly index: number;
  readonly count: number;
  readonly scale: ReturnType<typeof scaleOf>;
}

function Plot({ kind, series, index, count, scale }: PlotProps) {
  const hue = `hue-${index % 6}`;
  if (kind === 'bar') {
    const width = Math.max(2, (scale.step * 0.7) / count);
    return (
      <g class={`bars ${hue}`}>
        {series.points.map((point, at) => {
          const x = scale.x(at) - (width * count) / 2 + width * index;
          const y = scale.y(point.value);
          const height = Math.abs(scale.y(0) - y);
          return <rect key={point.label} x={x} y={Math.min(y, scale.y(0))} width={width - 1} height={height} rx="2" />;
        })}
      </g>
    );
  }
  const line = series.points.map((point, at) => `${scale.x(at)},${scale.y(point.value)}`);
  const ends = [`${scale.x(series.points.length - 1)},${scale.y(0)}`, `${scale.x(0)},${scale.y(0)}`];
  return (
    <g class={`line ${hue}`}>
      {kind === 'area' && <polygon points={[...line, ...ends].join(' ')} />}
      <polyline points={line.join(' ')} />
      {series.points.map((point, at) => (
        <circle key={point.label} cx={scale.x(at)} cy={scale.y(point.value)} r="2.5" />
      ))}
    </g>
  );
}

function Pie({ title, segments }: { readonly title: string; readonly segments: Series }) {
  return (
    <div class="pie">
      <svg viewBox="-1.05 -1.05 2.1 2.1" role="img" aria-label={title}>
        {slicesOf(segments.points).map((slice, index) => (
          <path key={slice.label} class={`slice hue-${index % 6}`} d={slice.path} />
        ))}
      </svg>
      <div class="legend">
        {segments.points.map((point, index) => (
          <span key={point.label} class={`legend-entry hue-${index % 6}`}>
            {point.label} <b>{point.value.toLocaleString('en')}</b>
          </span>
        ))}
      </div>
    </div>
  );
}
