/** Tells the administrators, by mail and webhook, that a budget nears its end. */
@NamedInterface("alert")
@NullMarked
package io.cloister.models.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
