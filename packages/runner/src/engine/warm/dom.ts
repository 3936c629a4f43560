/** The document of a thread whose tests run in jsdom or happy-dom: emptied after each file, as a new one would be. */

/** As much of a document as is used here; the types of the DOM are not those of this package. */
interface Dom {
  document: DomDocument;
  location?: { href: string };
  history?: { replaceState(state: null, unused: string, url: string): void };
  localStorage?: { clear(): void };
  sessionStorage?: { clear(): void };
  EventTarget?: { prototype: Target };
}

interface DomDocument extends Target {
  documentElement: DomElement | null;
  head: DomElement | null;
  body: DomElement | null;
  defaultView: (Dom & Target) | null;
  cookie: string;
}

interface DomElement {
  replaceChildren(...nodes: unknown[]): void;
  childNodes: ArrayLike<unknown>;
  attributes: ArrayLike<{ name: string; value: string }>;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
}

interface Target {
  addEventListener(type: string, listener: unknown, options?: unknown): void;
  removeEventListener(type: string, listener: unknown, options?: unknown): void;
}

export interface DomReset {
  /** Objects beside the globals whose own properties have to stay as they are. */
  inspected: object[];
  reset(): void;
}

/** Classes of the DOM that tests often patch. */
const PATCHED = [
  ...['EventTarget', 'Node', 'Element', 'HTMLElement', 'Document', 'Event', 'Storage', 'XMLHttpRequest', 'Range', 'Selection'],
  ...['HTMLInputElement', 'HTMLCanvasElement', 'HTMLMediaElement', 'HTMLFormElement', 'History', 'Location', 'Navigator'],
];

/** Takes down what the document looks like now; null where there is none. */
export function createDomReset(): DomReset | null {
  const dom = globalThis as unknown as Partial<Dom>;
  const { document } = dom;
  if (document?.documentElement === undefined || document.documentElement === null) return null;
  const view = document.defaultView ?? (dom as Dom & Target);
  const elements = [document.documentElement, document.head, document.body].filter((element) => element !== null);
  const listeners = watchListeners(dom as Dom & Target, view, document, elements);
  const kept = elements.map((element) => ({
    element,
    children: Array.from(element.childNodes),
    attributes: Array.from(element.attributes, ({ name, value }) => ({ name, value })),
  }));
  const href = view.location?.href ?? null;
  const classes = view as unknown as Record<string, { prototype?: object } | undefined>;
  return {
    inspected: [document, ...elements, ...PATCHED.flatMap((name) => classes[name]?.prototype ?? [])],
    reset() {
      listeners.removeAll();
      for (const { element, children, attributes } of kept) resetElement(element, children, attributes);
      view.localStorage?.clear();
      view.sessionStorage?.clear();
      dropCookies(document);
      if (href !== null && view.location?.href !== href && href.startsWith('http')) view.history?.replaceState(null, '', href);
    },
  };
}

function resetElement(
  element: DomElement,
  children: readonly unknown[],
  attributes: readonly { name: string; value: string }[],
): void {
  const now = Array.from(element.childNodes);
  if (now.length !== children.length || now.some((child, index) => child !== children[index]))
    element.replaceChildren(...children);
  const known = new Map(attributes.map(({ name, value }) => [name, value]));
  for (const { name } of Array.from(element.attributes)) if (!known.has(name)) element.removeAttribute(name);
  for (const [name, value] of known) element.setAttribute(name, value);
}

function dropCookies(document: DomDocument): void {
  for (const cookie of document.cookie.split(';')) {
    const name = cookie.split('=')[0]?.trim();
    if (name) document.cookie = `${name}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/`;
  }
}

/** Watches the listeners on what is kept: those of other elements go with the elements. */
function watchListeners(
  dom: Dom & Target,
  view: Dom & Target,
  document: DomDocument,
  kept: readonly DomElement[],
): { removeAll(): void } {
  const added: { target: Target; type: string; listener: unknown; options: unknown }[] = [];
  const prototype = view.EventTarget?.prototype;
  if (prototype === undefined) return { removeAll: () => undefined };
  const { addEventListener: add, removeEventListener: remove } = prototype;
  prototype.addEventListener = function addEventListener(this: Target, type, listener, options) {
    const target = this === undefined || this === null || this === dom ? view : this;
    if (target === view || target === document || kept.includes(target as unknown as DomElement))
      added.push({ target, type, listener, options });
    add.call(target, type, listener, options);
  };
  // The globals were bound to the window before anybody could watch.
  if (dom !== view) dom.addEventListener = prototype.addEventListener.bind(view);
  return {
    removeAll() {
      for (const { target, type, listener, options } of added.splice(0)) remove.call(target, type, listener, options);
    },
  };
}
