package io.cloister;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Its work is done by processes that it starts, so that it is run beside the other tests; not
 * beside one that counts what this process has open ({@link #DESCRIPTORS}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = InProcessesOfItsOwn.DESCRIPTORS, mode = ResourceAccessMode.READ)
public @interface InProcessesOfItsOwn {

  /** The lock for a test that counts descriptors or threads of this process. */
  String DESCRIPTORS = "descriptors";
}
