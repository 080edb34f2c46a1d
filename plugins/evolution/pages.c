#include "pages.h"

#include <mail/e-mail-config-receiving-page.h>
#include <mail/e-mail-config-sending-page.h>
#include <mail/e-mail-config-summary-page.h>

#include "message.h"
#include "words.h"

/* One extension for each kind of page; all do the same. Of a page's extensions each is told when it comes to be seen. */
typedef struct {
  EExtension parent;
  GtkWidget* place; /* of the notice, in the page; empty until there is something to tell */
} HomingNotice;
typedef EExtensionClass HomingNoticeClass;
typedef HomingNotice HomingReceivingNotice, HomingSendingNotice, HomingSummaryNotice;
typedef HomingNoticeClass HomingReceivingNoticeClass, HomingSendingNoticeClass, HomingSummaryNoticeClass;
GType homing_notice_get_type(void);
GType homing_receiving_notice_get_type(void);
GType homing_sending_notice_get_type(void);
GType homing_summary_notice_get_type(void);

G_DEFINE_DYNAMIC_TYPE_EXTENDED(HomingNotice, homing_notice, E_TYPE_EXTENSION, G_TYPE_FLAG_ABSTRACT, )
G_DEFINE_DYNAMIC_TYPE_EXTENDED(HomingReceivingNotice, homing_receiving_notice, homing_notice_get_type(), 0, )
G_DEFINE_DYNAMIC_TYPE_EXTENDED(HomingSendingNotice, homing_sending_notice, homing_notice_get_type(), 0, )
G_DEFINE_DYNAMIC_TYPE_EXTENDED(HomingSummaryNotice, homing_summary_notice, homing_notice_get_type(), 0, )

static const char* address_of(EExtensible* page) {
  if (E_IS_MAIL_CONFIG_SERVICE_PAGE(page)) return e_mail_config_service_page_get_email_address(E_MAIL_CONFIG_SERVICE_PAGE(page));
  ESource* const identity = e_mail_config_summary_page_get_identity_source(E_MAIL_CONFIG_SUMMARY_PAGE(page));
  if (identity == NULL) return NULL;
  return e_source_mail_identity_get_address(e_source_get_extension(identity, E_SOURCE_EXTENSION_MAIL_IDENTITY));
}

static void add_text(GtkBox* box, const char* text, const char* style) {
  if (*text == '\0') return;
  GtkWidget* const label = gtk_label_new(text);
  gtk_label_set_line_wrap(GTK_LABEL(label), TRUE);
  gtk_label_set_selectable(GTK_LABEL(label), TRUE);
  gtk_label_set_max_width_chars(GTK_LABEL(label), 80);
  gtk_label_set_xalign(GTK_LABEL(label), 0);
  gtk_widget_set_can_focus(label, FALSE);
  if (style != NULL) gtk_style_context_add_class(gtk_widget_get_style_context(label), style);
  gtk_box_pack_start(box, label, FALSE, FALSE, 0);
}

static void add_steps(GtkBox* box, const char* steps) {
  if (*steps == '\0') return;
  GtkWidget* const expander = gtk_expander_new(_("What to do"));
  GtkWidget* const inside = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
  add_text(GTK_BOX(inside), steps, NULL);
  gtk_container_add(GTK_CONTAINER(expander), inside);
  gtk_box_pack_start(box, expander, FALSE, FALSE, 0);
}

static GtkWidget* bar_of(const HomingMessage* message) {
  GtkWidget* const bar = gtk_info_bar_new();
  gtk_info_bar_set_message_type(GTK_INFO_BAR(bar), *message->reasons != '\0' ? GTK_MESSAGE_WARNING : GTK_MESSAGE_INFO);
  GtkWidget* const lines = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
  add_text(GTK_BOX(lines), message->kind, "title");
  add_text(GTK_BOX(lines), message->reasons, NULL);
  add_text(GTK_BOX(lines), message->advice, NULL);
  add_steps(GTK_BOX(lines), message->steps);
  gtk_container_add(GTK_CONTAINER(gtk_info_bar_get_content_area(GTK_INFO_BAR(bar))), lines);
  return bar;
}

/* Where ours is not complete, the assistant takes what Evolution has found that is, be it a web host's file: then the page says so. A
 * mailbox that is opened through Graph or EWS has no such servers. */
static char* stranger(const HomingMessage* message, ESource* source) {
  if (source == NULL || message->hosts[0] == NULL || !e_source_has_extension(source, E_SOURCE_EXTENSION_AUTHENTICATION)) return NULL;
  const char* const host = e_source_authentication_get_host(e_source_get_extension(source, E_SOURCE_EXTENSION_AUTHENTICATION));
  if (host == NULL || *host == '\0' || g_strv_contains((const char* const*)message->hosts, host)) return NULL;
  char* const known = g_strjoinv(", ", message->hosts);
  char* const text = g_strdup_printf(
      _("%s is not of Homing's: it knows this mailbox at %s. Do not give your password to a server that you do not know."), host, known);
  g_free(known);
  return text;
}

static void add_strangers(HomingMessage* message, EExtensible* page) {
  if (!E_IS_MAIL_CONFIG_SUMMARY_PAGE(page)) return;
  EMailConfigSummaryPage* const summary = E_MAIL_CONFIG_SUMMARY_PAGE(page);
  ESource* const sources[] = {e_mail_config_summary_page_get_account_source(summary), e_mail_config_summary_page_get_transport_source(summary)};
  for (size_t n = 0; n < G_N_ELEMENTS(sources); ++n) {
    char* const text = stranger(message, sources[n]);
    if (text == NULL) continue;
    char* const reasons = g_strconcat(text, *message->reasons != '\0' ? "\n" : "", message->reasons, NULL);
    g_free(text);
    g_free(message->reasons);
    message->reasons = reasons;
  }
}

/* Anew each time, as the address may have been changed meanwhile. */
static void tell(HomingNotice* notice) {
  if (notice->place == NULL) return;
  gtk_container_foreach(GTK_CONTAINER(notice->place), (GtkCallback)(GCallback)gtk_widget_destroy, NULL);
  EExtensible* const page = e_extension_get_extensible(E_EXTENSION(notice));
  HomingMessage* const message = homing_dup_message(address_of(page));
  if (message == NULL) return;
  add_strangers(message, page);
  gtk_box_pack_start(GTK_BOX(notice->place), bar_of(message), FALSE, FALSE, 0);
  homing_message_free(message);
  gtk_widget_show_all(notice->place);
}

/* The box in which a page has its content, below what lets it scroll. */
static GtkWidget* box_of(EExtensible* page) {
  if (E_IS_MAIL_CONFIG_SUMMARY_PAGE(page)) return GTK_WIDGET(e_mail_config_summary_page_get_internal_box(E_MAIL_CONFIG_SUMMARY_PAGE(page)));
  GtkWidget* widget = GTK_WIDGET(page);
  while (widget != NULL && GTK_IS_BIN(widget)) widget = gtk_bin_get_child(GTK_BIN(widget));
  return GTK_IS_BOX(widget) ? widget : NULL;
}

static void settle(HomingNotice* notice, EExtensible* page) {
  GtkWidget* const box = notice->place == NULL ? box_of(page) : NULL;
  if (box == NULL) return;
  notice->place = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  g_object_add_weak_pointer(G_OBJECT(notice->place), (gpointer*)&notice->place);
  gtk_box_pack_start(GTK_BOX(box), notice->place, FALSE, FALSE, 0);
  gtk_box_reorder_child(GTK_BOX(box), notice->place, 0);
}

static void mapped(GtkWidget* page, HomingNotice* notice) {
  settle(notice, E_EXTENSIBLE(page));
  tell(notice);
}

static void constructed(GObject* object) {
  G_OBJECT_CLASS(homing_notice_parent_class)->constructed(object);
  g_signal_connect_object(e_extension_get_extensible(E_EXTENSION(object)), "map", G_CALLBACK(mapped), object, 0);
}

static void dispose(GObject* object) {
  HomingNotice* const notice = (HomingNotice*)object;
  if (notice->place != NULL) g_object_remove_weak_pointer(G_OBJECT(notice->place), (gpointer*)&notice->place);
  notice->place = NULL;
  G_OBJECT_CLASS(homing_notice_parent_class)->dispose(object);
}

static void homing_notice_class_init(HomingNoticeClass* type) {
  G_OBJECT_CLASS(type)->constructed = constructed;
  G_OBJECT_CLASS(type)->dispose = dispose;
}
static void homing_receiving_notice_class_init(HomingNoticeClass* type) { type->extensible_type = E_TYPE_MAIL_CONFIG_RECEIVING_PAGE; }
static void homing_sending_notice_class_init(HomingNoticeClass* type) { type->extensible_type = E_TYPE_MAIL_CONFIG_SENDING_PAGE; }
static void homing_summary_notice_class_init(HomingNoticeClass* type) { type->extensible_type = E_TYPE_MAIL_CONFIG_SUMMARY_PAGE; }

#define NOTHING_TO_DO(name)                                                           \
  static void homing_##name##_class_finalize(HomingNoticeClass* type) { (void)type; } \
  static void homing_##name##_init(HomingNotice* notice) { (void)notice; }
NOTHING_TO_DO(notice)
NOTHING_TO_DO(receiving_notice)
NOTHING_TO_DO(sending_notice)
NOTHING_TO_DO(summary_notice)

void homing_register_pages(GTypeModule* module) {
  homing_notice_register_type(module);
  homing_receiving_notice_register_type(module);
  homing_sending_notice_register_type(module);
  homing_summary_notice_register_type(module);
}
