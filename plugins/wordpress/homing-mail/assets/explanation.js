/* Shows what a refusal means, and advice. */
window.homingExplanation = ((element, words, i18n) => {
	'use strict';
	const { __ } = i18n;

	/** A diagnosis (manifests/schema/explanation.schema.json) with the server's own words. */
	function explanation(diagnosis, reply, kind = 'error') {
		const known = diagnosis && diagnosis.meaning;
		return element.notice(
			kind,
			element('p', {}, element('strong', {}, known ? diagnosis.meaning : __('The server refused, for a reason that is not known here.', 'homing-mail'))),
			known && diagnosis.steps.length ? element('p', {}, words.who(diagnosis.who)) : null,
			known ? element.list(diagnosis.steps) : null,
			known && diagnosis.link ? element('p', {}, element.link(diagnosis.link, __('More about it', 'homing-mail'))) : null,
			reply ? element('p', {}, __('The server said:', 'homing-mail'), ' ', element('code', { dir: 'ltr' }, reply)) : null,
			known ? element('p', { class: 'description' }, diagnosis.id) : null
		);
	}

	/** What is worth knowing of a mailbox before anything fails. */
	explanation.advice = (advice) =>
		(advice || []).map(({ severity, text, steps, link }) =>
			element(
				'details',
				{ class: `homing-advice homing-${severity}` },
				element('summary', {}, text),
				element.list(steps || []),
				link ? element('p', {}, element.link(link, __('More about it', 'homing-mail'))) : null
			)
		);

	/** What a request failed with. */
	explanation.failure = (error) =>
		error.data && error.data.diagnosis && error.data.diagnosis.meaning
			? explanation(error.data.diagnosis, error.message)
			: element.notice('error', element('p', {}, error.message || String(error)));

	return explanation;
})(window.homingElement, window.homingWords, window.wp.i18n);
