/** Drafts as pages: what there is, a new one, and one with its sentences, sources and review. */
@NullMarked
package io.cloister.web.studio;

import org.jspecify.annotations.NullMarked;
