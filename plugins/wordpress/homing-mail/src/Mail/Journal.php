<?php
namespace Homing\Mail\Mail;

use Homing\Mail\Account\Settings;

/**
 * Every message that was handed over, written down before it is submitted: what is waiting, and what came of the rest.
 *
 * A message is in one of these states, and only who moved it there by an UPDATE that names the old state goes on with it:
 *   waiting    to be submitted at next_try
 *   sending    a process submits it, until lease; after that the process is dead, and it was not handed over
 *   handed     the last octet is on its way: if the process dies now, whether the server has the message is not known
 *   uncertain  that is so, and the mailbox cannot be looked into: its owner decides
 *   sent, refused
 */
final class Journal
{
    const WAITING = 'waiting', SENDING = 'sending', HANDED = 'handed', UNCERTAIN = 'uncertain', SENT = 'sent', REFUSED = 'refused';
    /** Seconds in which one try is over; a process that is still at it then is dead. */
    const LEASE = 180;
    /** Seconds after the last octet in which a server may still be taking a message (RFC 5321 section 4.5.3.2.6). */
    const SETTLED = 600;
    const SCHEMA = 1;

    /** Has WordPress know the table as one of each site's: $wpdb->homing_mail. */
    public static function register(): void
    {
        global $wpdb;
        if (!in_array('homing_mail', $wpdb->tables, true)) {
            $wpdb->tables[] = 'homing_mail';
            $wpdb->homing_mail = $wpdb->prefix . 'homing_mail';
        }
    }

    public static function install(): void
    {
        global $wpdb;
        if ((int) get_option('homing_mail_schema') === self::SCHEMA) {
            return;
        }
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        dbDelta("CREATE TABLE {$wpdb->homing_mail} (
            id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
            state varchar(12) NOT NULL,
            message_id varchar(255) NOT NULL,
            sender varchar(255) NOT NULL,
            recipients longtext NOT NULL,
            recipient_count int(10) unsigned NOT NULL,
            subject text NOT NULL,
            message longblob,
            attempts int(10) unsigned NOT NULL DEFAULT 0,
            next_try int(10) unsigned NOT NULL,
            lease int(10) unsigned NOT NULL DEFAULT 0,
            via varchar(8) NOT NULL DEFAULT '',
            reply text NOT NULL,
            diagnosis longtext NOT NULL,
            created int(10) unsigned NOT NULL,
            updated int(10) unsigned NOT NULL,
            PRIMARY KEY  (id),
            KEY due (state,next_try),
            KEY created (created)
        ) ENGINE=InnoDB " . $wpdb->get_charset_collate() . ';');
        update_option('homing_mail_schema', self::SCHEMA, true);
    }

    /** Writes a message down as waiting for its first try; null where the database does not take it. */
    public static function accept(Message $message, int $nextTry): ?int
    {
        global $wpdb;
        $done = $wpdb->insert($wpdb->homing_mail, [
            'state' => self::WAITING, 'message_id' => substr($message->messageId(), 0, 255), 'sender' => substr($message->sender, 0, 255),
            'recipients' => wp_json_encode($message->recipients), 'recipient_count' => count($message->recipients), 'subject' => $message->subject(),
            'message' => $message->text, 'next_try' => $nextTry, 'reply' => '', 'diagnosis' => '[]', 'created' => time(), 'updated' => time(),
        ]);
        return $done ? (int) $wpdb->insert_id : null;
    }

    /** Takes a message that is due, so that no other process does; null where it was taken already. */
    public static function claim(int $id): ?Message
    {
        global $wpdb;
        $taken = $wpdb->query($wpdb->prepare(
            "UPDATE {$wpdb->homing_mail} SET state = %s, lease = %d, attempts = attempts + 1, updated = %d WHERE id = %d AND state = %s AND next_try <= %d",
            self::SENDING, time() + (int) apply_filters('homing_mail_lease', self::LEASE), time(), $id, self::WAITING, time()
        ));
        return $taken === 1 ? self::message($id) : null;
    }

    public static function message(int $id): ?Message
    {
        $row = self::row($id);
        if (!$row || $row->message === null) {
            return null;
        }
        $message = new Message();
        $message->sender = $row->sender;
        $message->recipients = json_decode($row->recipients, true) ?: [];
        $message->text = $row->message;
        $message->attempt = (int) $row->attempts;
        return $message;
    }

    /** Moves a message on; false where it is no longer in that state or, with $attempt, where another process has taken it since. */
    public static function move(int $id, string $from, string $to, array $values = [], ?int $attempt = null): bool
    {
        global $wpdb;
        $where = ['id' => $id, 'state' => $from] + ($attempt === null ? [] : ['attempts' => $attempt]);
        $values += $to === self::WAITING ? ['lease' => 0] : []; // nobody has it
        return 1 === $wpdb->update($wpdb->homing_mail, ['state' => $to, 'updated' => time()] + $values, $where);
    }

    /** The last octet of a message is about to go; false where another process has taken the message since, so that it must not. */
    public static function handing(int $id, int $attempt): bool
    {
        return self::move($id, self::SENDING, self::HANDED, ['lease' => time() + (int) apply_filters('homing_mail_settled', self::SETTLED)], $attempt);
    }

    /** Writes down what came of a try; what is no longer needed of the message is forgotten. */
    public static function conclude(int $id, string $from, Outcome $outcome, string $state, int $nextTry = 0, ?int $attempt = null): bool
    {
        $values = ['reply' => $outcome->reply, 'diagnosis' => wp_json_encode($outcome->diagnosis), 'via' => $outcome->via, 'next_try' => $nextTry];
        if ($outcome->refused && $state === self::WAITING) { // the others have it
            $values['recipients'] = wp_json_encode(array_keys($outcome->refused));
        }
        if (in_array($state, [self::SENT, self::REFUSED], true)) {
            $settings = Settings::current();
            $values += $settings->get('keep_bodies') ? [] : ['message' => null];
            $values += $settings->get('keep_recipients') ? [] : ['recipients' => '[]', 'subject' => ''];
        }
        return self::move($id, $from, $state, $values, $attempt);
    }

    public static function row(int $id): ?object
    {
        global $wpdb;
        return $wpdb->get_row($wpdb->prepare("SELECT * FROM {$wpdb->homing_mail} WHERE id = %d", $id));
    }

    /** @return int[] what is waiting and due */
    public static function due(int $most): array
    {
        global $wpdb;
        return array_map('intval', $wpdb->get_col($wpdb->prepare(
            "SELECT id FROM {$wpdb->homing_mail} WHERE state = %s AND next_try <= %d ORDER BY next_try, id LIMIT %d", self::WAITING, time(), $most)));
    }

    /** @return object[] what a process left behind that has died */
    public static function leftBehind(string $state, int $most): array
    {
        global $wpdb;
        return $wpdb->get_results($wpdb->prepare(
            "SELECT * FROM {$wpdb->homing_mail} WHERE state = %s AND lease < %d AND next_try <= %d ORDER BY id LIMIT %d", $state, time(), time(), $most));
    }

    /** When the next thing is to be done; null where nothing is. */
    public static function nextTime(): ?int
    {
        global $wpdb;
        $at = $wpdb->get_var($wpdb->prepare("SELECT MIN(GREATEST(next_try, lease)) FROM {$wpdb->homing_mail} WHERE state IN (%s, %s, %s)",
            self::WAITING, self::SENDING, self::HANDED));
        return $at === null ? null : (int) $at;
    }

    /** How many recipients were served, or are about to be, since a time. */
    public static function recipientsSince(int $time): int
    {
        global $wpdb;
        return (int) $wpdb->get_var($wpdb->prepare("SELECT SUM(recipient_count) FROM {$wpdb->homing_mail} WHERE created >= %d AND state <> %s",
            $time, self::REFUSED));
    }

    /** How many messages were submitted since a time. */
    public static function triesSince(int $time): int
    {
        global $wpdb;
        return (int) $wpdb->get_var($wpdb->prepare("SELECT COUNT(*) FROM {$wpdb->homing_mail} WHERE updated >= %d AND attempts > 0", $time));
    }

    /** Has a message tried once more from the start; false where it is sent, or its text is not kept. */
    public static function again(int $id): bool
    {
        $row = self::row($id);
        $from = [self::REFUSED, self::UNCERTAIN, self::WAITING];
        return $row && $row->message !== null && in_array($row->state, $from, true)
            && self::move($id, $row->state, self::WAITING, ['next_try' => time(), 'attempts' => 0]);
    }

    public static function erase(int $id): void
    {
        global $wpdb;
        $wpdb->delete($wpdb->homing_mail, ['id' => $id]);
    }

    /** How many messages there are, or are in a state. */
    public static function count(?string $state = null): int
    {
        global $wpdb;
        return (int) ($state === null ? $wpdb->get_var("SELECT COUNT(*) FROM {$wpdb->homing_mail}")
            : $wpdb->get_var($wpdb->prepare("SELECT COUNT(*) FROM {$wpdb->homing_mail} WHERE state = %s", $state)));
    }

    /** @return object[] newest first, without their texts */
    public static function page(int $most, int $from): array
    {
        global $wpdb;
        return $wpdb->get_results($wpdb->prepare('SELECT id, state, recipients, recipient_count, subject, message IS NOT NULL AS has_message, '
            . 'attempts, next_try, via, reply, diagnosis, created '
            . "FROM {$wpdb->homing_mail} ORDER BY id DESC LIMIT %d OFFSET %d", $most, $from));
    }

    /** @return object[] the messages to or from an address, for privacy requests */
    public static function concerning(string $address, int $most, int $from): array
    {
        global $wpdb;
        return $wpdb->get_results($wpdb->prepare('SELECT id, state, recipients, sender, subject, created '
            . "FROM {$wpdb->homing_mail} WHERE recipients LIKE %s ORDER BY id LIMIT %d OFFSET %d",
            '%' . $wpdb->esc_like(wp_json_encode($address)) . '%', $most, $from));
    }

    /** Forgets what is over and older, or more, than is to be kept. What is waiting or uncertain stays. */
    public static function forget(int $days, int $most): void
    {
        global $wpdb;
        $wpdb->query($wpdb->prepare("DELETE FROM {$wpdb->homing_mail} WHERE state IN (%s, %s) AND created < %d",
            self::SENT, self::REFUSED, time() - $days * DAY_IN_SECONDS));
        $last = $wpdb->get_var($wpdb->prepare("SELECT id FROM {$wpdb->homing_mail} ORDER BY id DESC LIMIT 1 OFFSET %d", $most));
        if ($last !== null) {
            $wpdb->query($wpdb->prepare("DELETE FROM {$wpdb->homing_mail} WHERE state IN (%s, %s) AND id <= %d", self::SENT, self::REFUSED, $last));
        }
    }
}
