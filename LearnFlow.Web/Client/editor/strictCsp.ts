// Lets Monaco run under a Content-Security-Policy that forbids inline styles.
// Monaco uses two kinds of them, and both can be had without 'unsafe-inline':
//  - <style> elements that it creates get the page's nonce (CSP 3, section 8.1);
//  - lines are written as HTML with style attributes, which a nonce cannot allow. Monaco passes all such HTML through a
//    Trusted Types policy that the page may supply, so the policy renames the attribute, and an observer, which runs
//    before the next paint, sets the same declarations through the CSSOM, which the policy does not restrict (CSP 3, section 4.2.3).

const heldBack = 'data-style';

/** Must run before Monaco's first module: policies are created while they load. */
export function allowInlineStylesOf(editorRoot: HTMLElement): void {
  giveStyleElementsTheNonce();
  applyHeldBackStyles(editorRoot);
  const environment = (globalThis as { MonacoEnvironment?: object });
  environment.MonacoEnvironment = { ...environment.MonacoEnvironment, createTrustedTypesPolicy: createPolicy };
}

function giveStyleElementsTheNonce(): void {
  const nonce = document.querySelector<HTMLElement>('script[nonce]')?.nonce ?? '';
  const createElement = document.createElement.bind(document) as (name: string, options?: ElementCreationOptions) => HTMLElement;
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = createElement(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
}

interface PolicyOptions {
  createHTML?(html: string, ...rest: unknown[]): string;
}

function createPolicy(_name: string, options: PolicyOptions): object {
  return { ...options, createHTML: (html: string, ...rest: unknown[]) => holdBack(options.createHTML?.(html, ...rest) ?? html) };
}

/** Text between tags is escaped by Monaco, so that a tag ends at the first `>`. */
function holdBack(html: string): string {
  return html.replace(/<[a-z][^>]*>/g, tag => tag.replace(/ style=(["'])/g, ` ${heldBack}=$1`));
}

function applyHeldBackStyles(root: HTMLElement): void {
  const apply = (element: Element) => {
    const style = element.getAttribute(heldBack);
    if (style === null || !(element instanceof HTMLElement || element instanceof SVGElement)) return;
    element.removeAttribute(heldBack);
    // One by one, and only what is not set yet: Monaco may already have moved the line.
    for (const declaration of style.split(';')) {
      const colon = declaration.indexOf(':');
      const name = declaration.slice(0, colon).trim();
      if (colon > 0 && !element.style.getPropertyValue(name)) element.style.setProperty(name, declaration.slice(colon + 1).trim());
    }
  };
  new MutationObserver(records => {
    for (const record of records) {
      for (const node of record.addedNodes) {
        if (!(node instanceof Element)) continue;
        apply(node);
        node.querySelectorAll(`[${heldBack}]`).forEach(apply);
      }
    }
  }).observe(root, { childList: true, subtree: true });
}
