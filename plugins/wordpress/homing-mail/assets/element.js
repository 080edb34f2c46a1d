/* Makes elements. Texts are always texts, never markup, so that nothing a server says can be run. */
window.homingElement = (() => {
	'use strict';

	/** An element with attributes (functions are listeners, false and null leave one out) and children, which are elements or texts. */
	function element(name, attributes = {}, ...children) {
		const made = document.createElement(name);
		for (const [key, value] of Object.entries(attributes)) {
			if (typeof value === 'function') {
				made.addEventListener(key, value);
			} else if (value !== false && value !== null && value !== undefined) {
				made.setAttribute(key, value === true ? '' : value);
			}
		}
		made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
		return made;
	}

	/** A link to a page elsewhere; only https, since the address may come from a document. */
	element.link = (url, text) =>
		/^https:\/\//.test(url || '') ? element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text) : document.createTextNode(text);

	/** A field with its label, in the rows of the dashboard's forms. */
	element.row = (label, field, description) =>
		element(
			'tr',
			{},
			element('th', { scope: 'row' }, element('label', { for: field.id }, label)),
			element('td', {}, field, description && element('p', { class: 'description' }, description))
		);

	element.table = (...rows) => element('table', { class: 'form-table', role: 'presentation' }, element('tbody', {}, rows.filter(Boolean)));

	element.list = (items, ordered = true) =>
		(items.length ? element(ordered ? 'ol' : 'ul', { class: 'homing-steps' }, items.map((item) => element('li', {}, item))) : null);

	/** kind: info, success, warning or error. */
	element.notice = (kind, ...children) => element('div', { class: `notice notice-${kind} inline`, role: kind === 'error' ? 'alert' : 'status' }, children);

	return element;
})();
