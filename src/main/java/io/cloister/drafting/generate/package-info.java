/** How sections are written: by quoting the best sentences, or by a model that is then checked. */
@NullMarked
package io.cloister.drafting.generate;

import org.jspecify.annotations.NullMarked;
