<?php
namespace Homing\Mail\Admin;

use Homing\Mail\Mail\Journal;

defined('ABSPATH') || exit;

if (!class_exists('WP_List_Table')) {
    require_once ABSPATH . 'wp-admin/includes/class-wp-list-table.php';
}

/** The rows of the log. Everything in them comes from messages and servers, and is escaped. */
final class LogTable extends \WP_List_Table
{
    const PER_PAGE = 50;

    public function __construct()
    {
        parent::__construct(['singular' => 'message', 'plural' => 'messages', 'ajax' => false]);
    }

    public function get_columns()
    {
        return [
            'created' => __('When', 'homing-mail'), 'state' => __('State', 'homing-mail'), 'recipients' => __('To', 'homing-mail'),
            'subject' => __('Subject', 'homing-mail'), 'diagnosis' => __('What happened', 'homing-mail'), 'actions' => __('Actions', 'homing-mail'),
        ];
    }

    public function prepare_items()
    {
        $this->_column_headers = [$this->get_columns(), [], []];
        $this->items = Journal::page(self::PER_PAGE, ($this->get_pagenum() - 1) * self::PER_PAGE);
        $this->set_pagination_args(['total_items' => Journal::count(), 'per_page' => self::PER_PAGE]);
    }

    public function no_items()
    {
        esc_html_e('No mail has been sent through this account yet.', 'homing-mail');
    }

    public static function stateName(string $state): string
    {
        $names = [
            Journal::WAITING => __('waiting', 'homing-mail'), Journal::SENDING => __('being sent', 'homing-mail'),
            Journal::HANDED => __('being found out', 'homing-mail'), Journal::UNCERTAIN => __('uncertain: it may have been sent', 'homing-mail'),
            Journal::SENT => __('sent', 'homing-mail'), Journal::REFUSED => __('refused', 'homing-mail'),
        ];
        return $names[$state] ?? $state;
    }

    protected function column_created($row)
    {
        return esc_html(wp_date(get_option('date_format') . ' ' . get_option('time_format'), (int) $row->created));
    }

    protected function column_state($row)
    {
        $more = $row->state === Journal::WAITING && $row->attempts > 0
            /* translators: %s: a time */
            ? sprintf(__('next try at %s', 'homing-mail'), wp_date(get_option('time_format'), (int) $row->next_try))
            : ($row->via === 'graph' ? 'Microsoft Graph' : '');
        return esc_html(self::stateName($row->state)) . ($more === '' ? '' : '<br><span class="description">' . esc_html($more) . '</span>');
    }

    protected function column_recipients($row)
    {
        $recipients = json_decode($row->recipients, true) ?: [];
        return esc_html($recipients ? implode(', ', $recipients)
            /* translators: %d: number of recipients */
            : sprintf(_n('%d recipient', '%d recipients', (int) $row->recipient_count, 'homing-mail'), $row->recipient_count));
    }

    protected function column_subject($row)
    {
        return esc_html($row->subject);
    }

    protected function column_diagnosis($row)
    {
        return wp_kses_post(Diagnosis::html(json_decode($row->diagnosis, true) ?: [], $row->reply));
    }

    protected function column_actions($row)
    {
        $again = $row->has_message && in_array($row->state, [Journal::REFUSED, Journal::UNCERTAIN, Journal::WAITING], true);
        return '<form method="post" action="' . esc_url(admin_url('admin-post.php')) . '">'
            . '<input type="hidden" name="action" value="' . esc_attr(LogPage::ACTION) . '">'
            . '<input type="hidden" name="id" value="' . esc_attr($row->id) . '">' . wp_nonce_field(LogPage::ACTION, '_wpnonce', false, false)
            . ($again ? '<button class="button" name="again" value="1">' . esc_html__('Send again', 'homing-mail') . '</button> ' : '')
            . '<button class="button-link button-link-delete" name="forget" value="1">' . esc_html__('Forget', 'homing-mail') . '</button></form>';
    }
}
