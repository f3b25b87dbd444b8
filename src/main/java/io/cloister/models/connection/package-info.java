/** Where models are, with what they were found to do and the secrets they are asked with. */
@NamedInterface("connection")
@NullMarked
package io.cloister.models.connection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
