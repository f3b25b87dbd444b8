@NullMarked
package io.cloister.web.frame;

import org.jspecify.annotations.NullMarked;
