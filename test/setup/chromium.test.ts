import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { findChromium } from '../../src/setup/chromium.ts';

test('Chromium runs, and has letters, Chinese characters and emoji to draw with', async () => {
  const { path, env } = await findChromium({ say: () => {} });
  const browser = await chromium.launch({ executablePath: path, env: { ...process.env, ...env } });
  try {
    const page = await browser.newPage();
    await page.setContent('<canvas width="40" height="40"></canvas>');
    // A character without a glyph is drawn as the same box as any other.
    const pictures = await page.evaluate(`['a', '集', '群', '😀', '✅', '\\u{10FFFF}'].map(text => {
      const canvas = document.querySelector('canvas');
      const context = canvas.getContext('2d');
      context.clearRect(0, 0, 40, 40);
      context.font = '24px sans-serif';
      context.fillText(text, 2, 30);
      return canvas.toDataURL();
    })`);
    expect(new Set(Array.isArray(pictures) ? pictures : []).size).toBe(6);
  } finally {
    await browser.close();
  }
});
