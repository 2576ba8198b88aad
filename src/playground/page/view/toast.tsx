import { useEffect } from 'preact/hooks';

const SHOWN_MS = 8_000;

export function Toast({ text, close }: { readonly text: string | null; readonly close: () => void }) {
  useEffect(() => {
    if (text === null) return;
    const timer = setTimeout(close, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="toast-place" role="alert" data-testid="problem">
      {text !== null && (
        <div class="toast">
          <span>{text}</span>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={close}>
            ✕
          </button>
        </div>
      )}
    </div>
  );
}
