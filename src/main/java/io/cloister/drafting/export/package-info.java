/** Drafts as files of several formats. */
@NullMarked
package io.cloister.drafting.export;

import org.jspecify.annotations.NullMarked;
