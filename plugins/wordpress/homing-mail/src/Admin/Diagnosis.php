<?php
namespace Homing\Mail\Admin;

/** A diagnosis (manifests/schema/explanation.schema.json) as HTML in which everything is escaped. */
final class Diagnosis
{
    public static function html(array $diagnosis, string $reply): string
    {
        $html = '';
        if (!empty($diagnosis['meaning'])) {
            $html .= '<p>' . esc_html($diagnosis['meaning']) . '</p>';
            $steps = array_map(static fn ($step) => '<li>' . esc_html($step) . '</li>', $diagnosis['steps'] ?? []);
            $html .= $steps ? '<p>' . esc_html(self::who($diagnosis['who'] ?? '')) . '</p><ol>' . implode('', $steps) . '</ol>' : '';
            $html .= strncmp($diagnosis['link'] ?? '', 'https://', 8) === 0
                ? '<p><a href="' . esc_url($diagnosis['link']) . '" target="_blank" rel="noopener noreferrer">'
                    . esc_html__('More about it', 'homing-mail') . '</a></p>' : '';
        }
        return $html . ($reply === '' ? '' : '<p>' . esc_html__('The server said:', 'homing-mail') . ' <code dir="ltr">' . esc_html($reply) . '</code></p>');
    }

    private static function who(string $who): string
    {
        switch ($who) {
            case 'user':
                return __('You can mend this:', 'homing-mail');
            case 'developer':
                return __('Who looks after this site can mend this:', 'homing-mail');
            case 'microsoft':
                return __('Only Microsoft can mend this:', 'homing-mail');
        }
        return __('The administrator of the mailbox can mend this:', 'homing-mail');
    }
}
