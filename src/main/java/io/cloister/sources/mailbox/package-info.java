/** Mailboxes of servers that speak IMAP. */
@NullMarked
package io.cloister.sources.mailbox;

import org.jspecify.annotations.NullMarked;
