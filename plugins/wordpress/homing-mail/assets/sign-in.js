/* The part of the screen on which a way to sign in is chosen and used. */
window.homingSignIn = ((element, words, i18n) => {
	'use strict';
	const { __, sprintf } = i18n;

	function field(id, attributes) {
		return element('input', Object.assign({ id, class: 'regular-text', autocomplete: 'off', dir: 'ltr' }, attributes));
	}

	/** The client under which this site is known, and where its browser comes back. */
	function registration(state) {
		return {
			id: field('homing-client-id', { type: 'text', value: state.client_id }),
			secret: field('homing-client-secret', {
				type: 'password',
				autocomplete: 'new-password',
				placeholder: state.has.client_secret ? __('saved', 'homing-mail') : '',
			}),
			tenant: field('homing-tenant', { type: 'text', value: state.tenant }),
			graph: element('input', { id: 'homing-graph', type: 'checkbox', checked: state.graph }),
			redirect: field('homing-redirect', { type: 'text', readonly: true, value: state.redirect_uri }),
		};
	}

	function registrationRows(fields, isMicrosoft) {
		return element.table(
			element.row(
				__('Redirect URI to register', 'homing-mail'),
				fields.redirect,
				__(
					'At Microsoft: entra.microsoft.com, App registrations, platform "Web", with the permission SMTP.Send (and Mail.Send to send through Microsoft Graph).',
					'homing-mail'
				)
			),
			element.row(__('Client ID', 'homing-mail'), fields.id),
			element.row(
				__('Client secret', 'homing-mail'),
				fields.secret,
				__('The value, not its ID. Not wanted where people sign in with a code only. Leave it empty to keep what is saved.', 'homing-mail')
			),
			element.row(__('Tenant', 'homing-mail'), fields.tenant, __('Only for an app of one organisation: its domain or ID.', 'homing-mail')),
			isMicrosoft &&
				element.row(
					__('Where SMTP is switched off for the mailbox, send through Microsoft Graph instead', 'homing-mail'),
					fields.graph,
					__('The sign-in then asks for this permission, too (Mail.Send).', 'homing-mail')
				)
		);
	}

	/** Waits until somebody has typed the code anywhere, and tells who. */
	async function waitForCode(ask, { interval, seconds }, gone) {
		const end = Date.now() + seconds * 1000;
		while (Date.now() < end && !gone()) {
			await new Promise((done) => setTimeout(done, interval * 1000));
			const { waiting, who } = await ask('sign-in/poll', {});
			if (!waiting) {
				return who;
			}
		}
		throw new Error(__('The code is no longer good: ask for another.', 'homing-mail'));
	}

	function shownCode({ code, url }) {
		return element.notice(
			'info',
			element('p', {}, __('Open this page on any device and type the code:', 'homing-mail'), ' ', element.link(url, url)),
			element('p', {}, element('code', { class: 'homing-code', dir: 'ltr' }, code)),
			element('p', {}, element('span', { class: 'spinner is-active' }), __('Waiting until somebody has signed in.', 'homing-mail'))
		);
	}

	/**
	 * methods: what the settings allow. act(button, work): does work while the button waits and tells what failed. Calls changed(state) when the account
	 * is saved or signed in.
	 */
	return function signIn({ methods, state, address, isMicrosoft, ask, act, say, changed }) {
		const names = Object.keys(methods);
		const chosen = names.includes(state.method) ? state.method : names[0];
		const place = element('div', {});
		const client = registration(state);
		const password = field('homing-password', {
			type: 'password',
			autocomplete: 'new-password',
			placeholder: state.has.password ? __('saved', 'homing-mail') : '',
		});
		const save = (method) =>
			ask('account', {
				address,
				method,
				client_id: client.id.value.trim(),
				client_secret: client.secret.value,
				tenant: client.tenant.value.trim(),
				graph: client.graph.checked,
				password: password.value,
			});
		const device = (button) =>
			act(button, place, async () => {
				await save('oauth2');
				const code = await ask('sign-in/begin', { flow: 'device' });
				place.replaceChildren(shownCode(code));
				say(sprintf(/* translators: %s: a code */ __('The code is %s', 'homing-mail'), code.code));
				await waitForCode(ask, code, () => !place.isConnected);
				changed(await ask('state', {}));
			});
		const browser = (button) =>
			act(button, place, async () => {
				await save('oauth2');
				window.location.assign((await ask('sign-in/begin', { flow: 'browser' })).url);
			});
		const button = (text, work, primary) =>
			element('button', { type: 'button', class: primary ? 'button button-primary' : 'button', click: (event) => work(event.target) }, text);
		const panels = {
			oauth2: () => [
				registrationRows(client, isMicrosoft),
				element(
					'p',
					{},
					state.can_come_back && button(__('Sign in', 'homing-mail'), browser, true),
					' ',
					(state.device_codes || methods.oauth2) && button(__('Sign in with a code', 'homing-mail'), device, !state.can_come_back)
				),
				state.can_come_back
					? null
					: element(
						'p',
						{ class: 'description' },
						__('Providers send browsers back to https addresses only; this site has none, so sign in with a code.', 'homing-mail')
					),
				state.sign_in &&
					element.notice(
						'success',
						element(
							'p',
							{},
							sprintf(/* translators: %s: a mail address */ __('Signed in as %s.', 'homing-mail'), state.sign_in.who || state.address),
							' ',
							button(__('Sign out', 'homing-mail'), (one) => act(one, place, async () => changed(await ask('sign-out', {}))))
						)
					),
			],
			password: () => [
				methods.password.why ? element('p', {}, methods.password.why) : null,
				element.table(element.row(__('Password', 'homing-mail'), password)),
				element('p', {}, button(__('Save the password', 'homing-mail'), (one) => act(one, place, async () => changed(await save('password'))), true)),
			],
		};
		const panel = element('div', {});
		const show = (name) => panel.replaceChildren(...panels[name]().filter(Boolean));
		const choices = names.map((name) =>
			element(
				'p',
				{},
				element(
					'label',
					{},
					element('input', { type: 'radio', name: 'homing-method', value: name, checked: name === chosen, change: () => show(name) }),
					' ',
					words.method(name, methods[name])
				)
			)
		);
		if (chosen) {
			show(chosen);
		}
		return [element('fieldset', {}, element('legend', { class: 'screen-reader-text' }, __('How to sign in', 'homing-mail')), choices), panel, place];
	};
})(window.homingElement, window.homingWords, window.wp.i18n);
