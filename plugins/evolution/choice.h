/* Which of the servers that were found Evolution should use, how it signs in there, and what keeps that from being complete. */
#ifndef HOMING_EVOLUTION_CHOICE_H
#define HOMING_EVOLUTION_CHOICE_H

#include <homing/homing.h>
#include <libedataserver/libedataserver.h>

typedef enum { HOMING_PLAIN_TEXT, HOMING_STARTTLS, HOMING_TLS } HomingSecurity;

typedef struct {
  const char* host; /* NULL: no server is known */
  guint16 port;
  HomingSecurity security;
  const char* user;
  char* method;   /* Evolution's name for it, "" for what the server's kind does by itself; NULL: it has none that works */
  char* obstacle; /* why it is not complete; NULL: it is */
} HomingChoice;

/* `service`: imap, pop3 or smtp. Texts but method and obstacle are borrowed from the document. */
HomingChoice homing_choose(const homing_result* document, const char* service, EOAuth2Services* oauth2);
void homing_choice_clear(HomingChoice* choice);

#endif
