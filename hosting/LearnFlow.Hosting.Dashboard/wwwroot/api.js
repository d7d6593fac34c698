// The JSON API that scripts use too.

export async function get(path, query = {}) {
  const response = await fetch(url(path, query));
  return await answer(response);
}

export const post = async (path, body) => answer(await fetch(path, { method: 'POST', body }));

export function url(path, query = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const v of [value].flat()) if (v !== undefined && v !== null && v !== '') search.append(name, v);
  }
  return search.size ? `${path}?${search}` : path;
}

/** Reads lines of JSON until the answer ends or the signal stops it. */
export async function lines(path, query, signal, take) {
  const response = await fetch(url(path, query), { signal });
  if (!response.ok) await answer(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split('\n');
    rest = parts.pop();
    if (parts.length) take(parts.map(line => JSON.parse(line)));
  }
}

async function answer(response) {
  if (response.status === 401) location.assign('/login');
  const body = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Error(body?.detail ?? `The dashboard answered ${response.status}.`);
  return body;
}

/** OTLP's value to text. */
export function valueText(value) {
  if (!value) return '';
  if (value.arrayValue) return `[${(value.arrayValue.values ?? []).map(valueText).join(', ')}]`;
  if (value.kvlistValue) return `{${(value.kvlistValue.values ?? []).map(v => `${v.key}: ${valueText(v.value)}`).join(', ')}}`;
  const [first] = Object.values(value);
  return String(first ?? '');
}

export const attributes = values => (values ?? []).map(v => [v.key, valueText(v.value)]);

/** Flat records of OTLP JSON: each with the name of its resource and its scope. */
export function flatten(data, resources, scopes, records) {
  return (data[resources] ?? []).flatMap(r => {
    const of = Object.fromEntries(attributes(r.resource?.attributes));
    return r[scopes].flatMap(s => s[records].map(record => ({ ...record, resource: of['service.name'] ?? '', instance: of['service.instance.id'] ?? '', scope: s.scope?.name ?? '' })));
  });
}
