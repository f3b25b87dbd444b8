/** The forms with which files come in; the pages around them are those of inbox and document. */
@NullMarked
package io.cloister.web.uploads;

import org.jspecify.annotations.NullMarked;
