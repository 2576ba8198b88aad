import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findOrGet, type SetupOptions } from './binaries.ts';
import { cacheFolder } from './cache-folder.ts';
import { extractPackages, type Say } from './debian.ts';
import { hasApt } from './private-apt.ts';
import type { Program } from './program.ts';

/** Latin, Chinese and emoji: a bare machine has none, and a screenshot would show boxes. */
const FONT_PACKAGES = ['fonts-lato', 'fonts-liberation2', 'fonts-noto-color-emoji', 'fonts-wqy-microhei'] as const;

/** Chromium with fonts of its own beside the system's; give `env` to the launch. Throws as `findOrGet` does. */
export async function findChromium(options: SetupOptions): Promise<Program> {
  const program = await findOrGet('chromium', options);
  if (!hasApt()) return program;
  return {
    ...program,
    env: { ...program.env, FONTCONFIG_FILE: await getFonts(cacheFolder(options.env ?? process.env), options.say) },
  };
}

async function getFonts(cache: string, say: Say): Promise<string> {
  const { root } = await extractPackages({ suite: 'own', packages: FONT_PACKAGES }, cache, say);
  const folder = join(root, '..');
  const file = join(folder, 'fonts.conf');
  await mkdir(join(folder, 'fontconfig-cache'), { recursive: true });
  await writeFile(`${file}.${process.pid}`, fontsConfiguration(root, join(folder, 'fontconfig-cache')));
  await rename(`${file}.${process.pid}`, file);
  return file;
}

function fontsConfiguration(root: string, cache: string): string {
  const preferred = ['Lato', 'Liberation Sans', 'DejaVu Sans', 'WenQuanYi Micro Hei', 'Noto Color Emoji'];
  const families = preferred.map(family => `<family>${family}</family>`).join('');
  const aliases = ['sans-serif', 'system-ui'].map(
    family => `  <alias><family>${family}</family><prefer>${families}</prefer></alias>`,
  );
  const monospace = ['Liberation Mono', 'DejaVu Sans Mono', 'WenQuanYi Micro Hei Mono', 'Noto Color Emoji'];
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    `  <dir>${join(root, 'usr/share/fonts')}</dir>`,
    '  <dir>/usr/share/fonts</dir>',
    `  <cachedir>${cache}</cachedir>`,
    ...aliases,
    `  <alias><family>monospace</family><prefer>${monospace.map(family => `<family>${family}</family>`).join('')}</prefer></alias>`,
    '</fontconfig>',
    '',
  ].join('\n');
}
