/* What people should know about a mailbox, in words, kept for the pages of the assistant until they show it. */
#ifndef HOMING_EVOLUTION_MESSAGE_H
#define HOMING_EVOLUTION_MESSAGE_H

#include <glib.h>
#include <homing/homing.h>

typedef struct {
  char* kind;    /* whose mailbox it is */
  char* reasons; /* why the account is not complete; "" where it is */
  char* advice;  /* what to know */
  char* steps;   /* what to do about it; "" where there is nothing */
  char** hosts;  /* of the servers that Homing would set up; none where it knows none */
} HomingMessage;

/* Takes the place of what was kept for the address. Any thread. */
void homing_keep_message(const char* address, const homing_result* document, const GPtrArray* reasons);

/* A copy of what is kept for the address, or NULL. Any thread. */
HomingMessage* homing_dup_message(const char* address);
void homing_message_free(HomingMessage* message);

void homing_forget_messages(void);

#endif
