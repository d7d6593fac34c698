// The little Markdown that tutors write (paragraphs, lists, code, emphasis), as elements. Nothing of it is ever parsed as HTML.
import { element } from './elements';

/** `text` as elements. */
export function renderMarkdown(text: string): DocumentFragment {
  const result = document.createDocumentFragment();
  const blocks = text.split(/^```[^\n]*\n?/m); // every second one is code
  blocks.forEach((block, index) => {
    if (index % 2 === 1) {
      result.append(element('pre', { tabindex: '0' }, element('code', {}, block.replace(/\n$/, ''))));
      return;
    }

    for (const paragraph of block.split(/\n{2,}/).map(part => part.trim()).filter(Boolean)) {
      const lines = paragraph.split('\n');
      if (lines.every(line => /^\s*[-*]\s/.test(line)))
        result.append(element('ul', {}, ...lines.map(line => element('li', {}, ...inline(line.replace(/^\s*[-*]\s/, ''))))));
      else result.append(element('p', {}, ...inline(paragraph.replace(/^#+\s/, ''))));
    }
  });
  return result;
}

function inline(text: string): (Node | string)[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map(part =>
    part.startsWith('`') && part.length > 2 ? element('code', {}, part.slice(1, -1))
      : part.startsWith('**') && part.length > 4 ? element('strong', {}, part.slice(2, -2)) : part);
}
