/** The search lab: trying queries, judging what they find, and what people search for. */
@NullMarked
package io.cloister.web.lab;

import org.jspecify.annotations.NullMarked;
