/** Templates and drafts in the JSON contract. */
@NullMarked
package io.cloister.api.drafting;

import org.jspecify.annotations.NullMarked;
