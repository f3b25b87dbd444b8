/** What the contract answers when a call fails. */
@NullMarked
package io.cloister.api.errors;

import org.jspecify.annotations.NullMarked;
