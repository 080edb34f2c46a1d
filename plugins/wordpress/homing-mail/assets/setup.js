/* The screen on which mail is set up: an address, what was found for it, how to sign in, a check, a test, and what else can be chosen. */
((element, words, explanation, signIn, wp, given) => {
	'use strict';
	const { __, sprintf } = wp.i18n;
	const say = wp.a11y.speak;
	let state = given.state;
	let found = known(state);

	/** What is saved of what was found before; null where nothing is. */
	function known({ address, mailbox, advice, host, port, security, method, password_until: until }) {
		const methods = { [method]: { state: method === 'password' && until ? 'legacy' : 'current', until } };
		return address && host ? { document: { address, mailbox, advice }, server: { host, port, security }, methods } : null;
	}

	const ask = (route, data) => wp.apiFetch({ path: `/homing-mail/v1/${route}`, method: 'POST', data: Object.assign({ network: given.network }, data) });

	/** Does work while the button waits; what failed is told in place, and to screen readers. */
	async function act(button, place, work) {
		button.disabled = true;
		place.replaceChildren(element('span', { class: 'spinner is-active' }));
		try {
			await work();
			place.querySelectorAll(':scope > .spinner').forEach((one) => one.remove());
		} catch (error) {
			place.replaceChildren(explanation.failure(error));
			say(error.message, 'assertive');
		}
		button.disabled = false;
	}

	function card(id, title, ...content) {
		return element(
			'section',
			{ id, class: 'homing-card', 'aria-labelledby': `${id}-title` },
			element('h2', { id: `${id}-title`, tabindex: '-1' }, title),
			content
		);
	}

	function addressCard() {
		const place = element('div', {});
		const field = element('input', {
			id: 'homing-address',
			type: 'email',
			class: 'regular-text',
			required: true,
			autocomplete: 'email',
			dir: 'ltr',
			value: found ? found.document.address : '',
			readonly: state.fixed.includes('address'),
		});
		const button = element('button', { type: 'submit', class: 'button button-primary' }, __('Find the settings', 'homing-mail'));
		const submit = (event) => {
			event.preventDefault();
			act(button, place, async () => {
				found = await ask('resolve', { address: field.value });
				draw();
				document.getElementById('homing-found-title').focus();
				say(words.mailbox(found.document.mailbox));
			});
		};
		return card(
			'homing-start',
			__('1. The mail address of this site', 'homing-mail'),
			element('form', { submit }, element('p', {}, element('label', { for: field.id }, __('Mail address', 'homing-mail')), ' ', field, ' ', button)),
			place
		);
	}

	function foundCard() {
		const { document: result, server } = found;
		const line = server && `${server.host}  ${server.port}  ${words.security(server.security)}`;
		return card(
			'homing-found',
			__('2. What was found', 'homing-mail'),
			element('p', { class: 'homing-mailbox' }, words.mailbox(result.mailbox)),
			server
				? element('p', {}, __('Server for sending:', 'homing-mail'), ' ', element('code', { dir: 'ltr' }, line))
				: element.notice('warning', element('p', {}, __('No encrypted server for sending was found for this address.', 'homing-mail'))),
			result.evidence &&
				element(
					'details',
					{},
					element('summary', {}, __('How this is known', 'homing-mail')),
					element.list(result.evidence.map((one) => one.says), false)
				),
			explanation.advice(result.advice)
		);
	}

	function signInCard() {
		const { methods } = found;
		const { address, mailbox } = found.document;
		const isMicrosoft = ['outlook.com', 'microsoft365'].includes(mailbox && mailbox.kind);
		const changed = (now) => {
			state = now;
			draw();
			document.getElementById('homing-sign-in-title').focus();
			say(__('Saved.', 'homing-mail'));
		};
		const none = element.notice('warning', element('p', {}, __('There is no way to sign in that still works for this server.', 'homing-mail')));
		return card(
			'homing-sign-in',
			__('3. Sign in', 'homing-mail'),
			Object.keys(methods).length ? signIn({ methods, state, address, isMicrosoft, ask, act, say, changed }) : none
		);
	}

	/** The steps of a verification of submission, as they stand. */
	function checked(report) {
		const smtp = report.protocols.smtp;
		const steps = (smtp.steps || []).map(({ step, ok, ms }) =>
			element(
				'li',
				{ class: ok ? 'homing-ok' : 'homing-failed' },
				`${words.step(step)} `,
				element('span', { class: 'description' }, `${Math.round(ms)} ms`)
			)
		);
		const failed = (smtp.steps || []).find(({ ok }) => !ok);
		return [element('ol', { class: 'homing-checks' }, steps), smtp.ok ? null : explanation(smtp.diagnosis, (failed && failed.reply) || smtp.fault)];
	}

	function checkCard() {
		const place = element('div', { 'aria-live': 'polite' });
		const run = (event) =>
			act(event.target, place, async () => {
				for (const step of ['reach', 'sign-in']) {
					const report = await ask('verify', { step });
					place.replaceChildren(...checked(report).filter(Boolean));
					if (!report.protocols.smtp.ok) {
						return;
					}
				}
				place.append(element.notice('success', element('p', {}, __('The server was reached and takes the sign-in.', 'homing-mail'))));
			});
		return card(
			'homing-check',
			__('4. Check the server, step by step', 'homing-mail'),
			element('p', {}, element('button', { type: 'button', class: 'button', click: run }, __('Check', 'homing-mail'))),
			place
		);
	}

	function tested({ state: outcome, reply, via, diagnosis }) {
		if (outcome === 'sent') {
			return element.notice(
				'success',
				element('p', {}, via === 'graph' ? __('Sent through Microsoft Graph.', 'homing-mail') : __('Sent.', 'homing-mail')),
				reply ? element('p', {}, element('code', { dir: 'ltr' }, reply)) : null
			);
		}
		return explanation(diagnosis, reply, outcome === 'refused' ? 'error' : 'warning');
	}

	function testCard() {
		const place = element('div', { 'aria-live': 'polite' });
		const field = element('input', { id: 'homing-to', type: 'email', class: 'regular-text', required: true, dir: 'ltr', value: given.me });
		const button = element('button', { type: 'submit', class: 'button' }, __('Send a test mail', 'homing-mail'));
		const submit = (event) => {
			event.preventDefault();
			act(button, place, async () => {
				const outcome = await ask('test', { to: field.value });
				place.replaceChildren(tested(outcome));
				say(
					outcome.state === 'sent' ? __('Sent.', 'homing-mail') : (outcome.diagnosis.meaning || outcome.reply),
					outcome.state === 'sent' ? 'polite' : 'assertive'
				);
			});
		};
		return card(
			'homing-test',
			__('5. Send a test mail', 'homing-mail'),
			element('form', { submit }, element('p', {}, element('label', { for: field.id }, __('To', 'homing-mail')), ' ', field, ' ', button)),
			place
		);
	}

	const SWITCHES = {
		enabled: __('Send all mail of this site through this account', 'homing-mail'),
		force_from: __('Mail of plug-ins that name another sender is sent from this account, and replies go to the sender they named', 'homing-mail'),
		again: __(
			'Where a connection was lost so that nobody knows whether a message was sent, send it again (it may arrive twice) instead of asking me',
			'homing-mail'
		),
		keep_recipients: __('Keep recipients and subjects in the log', 'homing-mail'),
		keep_bodies: __('Keep whole messages in the log, so that they can be sent again', 'homing-mail'),
	};

	function optionsCard() {
		const place = element('div', { 'aria-live': 'polite' });
		const boxes = Object.fromEntries(
			Object.keys(SWITCHES).map((name) => [
				name,
				element('input', { id: `homing-${name}`, type: 'checkbox', checked: state[name], disabled: state.fixed.includes(name) }),
			])
		);
		const name = element('input', { id: 'homing-from-name', type: 'text', class: 'regular-text', value: state.from_name });
		const days = element('input', { id: 'homing-keep-days', type: 'number', class: 'small-text', min: '1', max: '3650', value: state.keep_days });
		const count = element('input', { id: 'homing-keep-count', type: 'number', class: 'small-text', min: '1', max: '100000', value: state.keep_count });
		const button = element('button', { type: 'submit', class: 'button button-primary' }, __('Save', 'homing-mail'));
		const submit = (event) => {
			event.preventDefault();
			act(button, place, async () => {
				const values = Object.fromEntries(Object.entries(boxes).map(([key, box]) => [key, box.checked]));
				state = await ask('options', Object.assign(values, { from_name: name.value, keep_days: Number(days.value), keep_count: Number(count.value) }));
				const saved = state.ready ? __('Saved. The mail of this site goes through this account.', 'homing-mail') : __('Saved.', 'homing-mail');
				place.replaceChildren(element.notice('success', element('p', {}, saved)));
				say(__('Saved.', 'homing-mail'));
			});
		};
		return card(
			'homing-options',
			__('6. Switch it on', 'homing-mail'),
			element(
				'form',
				{ submit },
				Object.entries(boxes).map(([key, box]) => element('p', {}, element('label', { for: box.id }, box, ' ', SWITCHES[key]))),
				element.table(
					element.row(__('Name of the sender', 'homing-mail'), name, __('Empty: the name of the site.', 'homing-mail')),
					element.row(__('Days that the log is kept', 'homing-mail'), days),
					element.row(__('Messages in the log at most', 'homing-mail'), count)
				),
				element('p', {}, button)
			),
			place
		);
	}

	/** Why something cannot work here, before anything is tried. */
	function obstacles() {
		const notices = [];
		if (given.native.name === 'none') {
			const text = __(
				'The Homing library cannot be reached from this PHP, so that no settings can be found. Mail that is set up already goes on.',
				'homing-mail'
			);
			notices.push(element.notice('error', element('p', {}, text), element.list(Object.values(given.native.wanting), false)));
		}
		if (given.refusal) {
			notices.push(explanation.failure({ message: given.refusal.text, data: { diagnosis: given.refusal.diagnosis } }));
		}
		if (state.lost_secret) {
			const text = __('The salts of this site have changed, so that what was saved can no longer be read: sign in again.', 'homing-mail');
			notices.push(element.notice('error', element('p', {}, text)));
		}
		if (state.from_network) {
			const text = sprintf(
				/* translators: %s: a mail address */
				__('The account of the network is used: %s. Set up another one for this site alone here.', 'homing-mail'),
				state.address
			);
			notices.push(element.notice('info', element('p', {}, text)));
		}
		return notices;
	}

	function draw() {
		const isSaved = found && found.document.address === state.address && state.host !== '';
		document
			.getElementById('homing-mail')
			.replaceChildren(
				...obstacles(),
				addressCard(),
				...(found ? [foundCard(), signInCard()] : []),
				...(isSaved ? [checkCard(), testCard(), optionsCard()] : [])
			);
	}

	wp.domReady(draw);
})(window.homingElement, window.homingWords, window.homingExplanation, window.homingSignIn, window.wp, window.homingMail);
