const host = '(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(?::\\d{1,5})?';
const credentials = '(?:[^/@\\s]*@)?';
const single = new RegExp(`^rediss?://${credentials}${host}(?:/\\d{0,3})?$`);
const cluster = new RegExp(`^rediss?\\+cluster://${credentials}${host}(?:,${host})*/?$`);
const sentinel = new RegExp(`^rediss?\\+sentinel://${credentials}${host}(?:,${host})*/[A-Za-z0-9._-]+(?:/\\d{1,3})?$`);

/** What is wrong with a Redis URL, or null. The URL may hold a password, so it is never part of the answer. */
export function redisUrlProblem(url: string): string | null {
  const form = [single, cluster, sentinel].some(pattern => pattern.test(url));
  const ports = [...url.matchAll(/(?<=[\w\]]):(\d{1,5})(?=[,/]|$)/g)].map(match => Number(match[1]));
  if (form && !decodable(url)) return 'has a % in user or password that escapes nothing; write %25';
  if (form && ports.every(port => port > 0 && port < 65_536)) return null;
  if (/^rediss?\+sentinel:/.test(url)) return 'must read redis+sentinel://host:26379,host:26379/master-name[/db]';
  if (/^rediss?\+cluster:/.test(url))
    return 'must read redis+cluster://host:6379,host:6379 (a cluster has database 0 only)';
  return 'must read redis://host:6379[/db], rediss://… (TLS), redis+sentinel://… or redis+cluster://…';
}

function decodable(url: string): boolean {
  try {
    return decodeURIComponent(url).length > 0;
  } catch {
    return false;
  }
}
