import { type Fields, fieldsOf, textOf } from '../../slack/fields.ts';

/** Only pictures of this machine load; the page asks no other host, so a foreign one is told by its text. */
export function Picture({ image, kind }: { readonly image: Fields; readonly kind: 'icon' | 'whole' | 'thumb' }) {
  const file = fieldsOf(image.slack_file);
  const id = textOf(file.id);
  const source = id ? `/files/${encodeURIComponent(id)}/image` : ownPath(textOf(image.image_url) || textOf(file.url));
  const alt = textOf(image.alt_text);
  if (source === null) return <span class={`no-picture no-picture-${kind}`}>{alt || 'picture'}</span>;
  return <img class={`image-${kind}`} src={source} alt={alt} loading="lazy" />;
}

function ownPath(url: string): string | null {
  if (!URL.canParse(url, location.origin)) return null;
  const parsed = new URL(url, location.origin);
  return parsed.origin === location.origin ? parsed.pathname + parsed.search : null;
}
