<?php
namespace Homing\Mail\Admin;

use Homing\Mail\Mail\Journal;

/** Requests of people about what the site keeps of them: what the log has of their address. */
final class Privacy
{
    const AT_A_TIME = 100;

    public static function start(): void
    {
        add_filter('wp_privacy_personal_data_exporters', static function ($exporters) {
            $exporters['homing-mail'] = ['exporter_friendly_name' => 'Homing Mail', 'callback' => [self::class, 'export']];
            return $exporters;
        });
        add_filter('wp_privacy_personal_data_erasers', static function ($erasers) {
            $erasers['homing-mail'] = ['eraser_friendly_name' => 'Homing Mail', 'callback' => [self::class, 'erase']];
            return $erasers;
        });
        add_action('admin_init', static function (): void {
            wp_add_privacy_policy_content('Homing Mail', wp_kses_post('<p>' . __(
                'Mail of this site is sent through the mail provider of its owner. The site logs when a message was sent and what became of it; recipients, subjects and texts only while a message waits, or where its owner chose to keep them.',
                'homing-mail') . '</p>'));
        });
    }

    public static function export(string $address, int $page = 1): array
    {
        $rows = Journal::concerning($address, self::AT_A_TIME, ($page - 1) * self::AT_A_TIME);
        $data = array_map(static fn ($row) => [
            'group_id' => 'homing-mail', 'group_label' => __('Mail', 'homing-mail'), 'item_id' => "homing-mail-{$row->id}",
            'data' => [
                ['name' => __('When', 'homing-mail'), 'value' => wp_date('c', (int) $row->created)],
                ['name' => __('Subject', 'homing-mail'), 'value' => $row->subject],
                ['name' => __('State', 'homing-mail'), 'value' => LogTable::stateName($row->state)],
            ],
        ], $rows);
        return ['data' => $data, 'done' => count($rows) < self::AT_A_TIME];
    }

    /** What waits is mail that somebody wants sent: it is kept until it is over. */
    public static function erase(string $address, int $page = 1): array
    {
        $removed = $kept = 0;
        foreach (Journal::concerning($address, self::AT_A_TIME * $page, 0) as $row) {
            $isOver = in_array($row->state, [Journal::SENT, Journal::REFUSED, Journal::UNCERTAIN], true);
            $isOver ? Journal::erase((int) $row->id) : null;
            $isOver ? $removed++ : $kept++;
        }
        $messages = $kept ? [__('Mail that still waits to be sent was kept.', 'homing-mail')] : [];
        return ['items_removed' => $removed > 0, 'items_retained' => $kept > 0, 'messages' => $messages, 'done' => $removed + $kept < self::AT_A_TIME * $page];
    }
}
