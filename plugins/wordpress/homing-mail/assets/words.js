/* What the parts of documents are called for people. */
window.homingWords = ((i18n) => {
	'use strict';
	const { __, sprintf } = i18n;
	const words = {};

	const CLOUDS = {
		'gcc-high': __('US government, GCC High', 'homing-mail'),
		gcchigh: __('US government, GCC High', 'homing-mail'),
		dod: __('US government, DoD', 'homing-mail'),
		china: __('China, operated by 21Vianet', 'homing-mail'),
	};
	const STEPS = {
		dns: __('Name', 'homing-mail'),
		connect: __('Connection', 'homing-mail'),
		tls: __('Encryption', 'homing-mail'),
		greeting: __('Greeting', 'homing-mail'),
		capabilities: __('Abilities', 'homing-mail'),
		'sign-in': __('Sign-in', 'homing-mail'),
		sender: __('Sender', 'homing-mail'),
	};
	const WHO = {
		user: __('You can mend this:', 'homing-mail'),
		admin: __('The administrator of the mailbox can mend this:', 'homing-mail'),
		developer: __('Who looks after this site can mend this:', 'homing-mail'),
		microsoft: __('Only Microsoft can mend this:', 'homing-mail'),
	};

	/** Whose mailbox it is. */
	words.mailbox = ({ kind, cloud, provider } = {}) => {
		if (kind === 'outlook.com') {
			return __('Outlook.com (personal)', 'homing-mail');
		}
		if (kind === 'microsoft365') {
			const place = CLOUDS[cloud];
			/* translators: %s: one of Microsoft's clouds */
			return place ? sprintf(__('Microsoft 365 (work or school), %s', 'homing-mail'), place) : __('Microsoft 365 (work or school)', 'homing-mail');
		}
		return provider || __('another provider', 'homing-mail');
	};

	words.step = (name) => STEPS[name] || name;

	words.who = (who) => WHO[who] || WHO.admin;

	words.security = (security) => (security === 'tls' ? 'TLS' : 'STARTTLS');

	/** A way to sign in, and until when it is good. */
	words.method = (method, { state, until } = {}) => {
		const name = method === 'oauth2' ? __('Sign in with the provider (OAuth2)', 'homing-mail') : __('Password', 'homing-mail');
		if (state === 'legacy' && until) {
			/* translators: 1: a way to sign in, 2: a date */
			return sprintf(__('%1$s, until %2$s', 'homing-mail'), name, until);
		}
		return state === 'legacy' ? sprintf(/* translators: %s: a way to sign in */ __('%s, which is on its way out', 'homing-mail'), name) : name;
	};

	return words;
})(window.wp.i18n);
