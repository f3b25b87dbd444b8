package io.cloister.secrets;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the master key is: the first of these that there is.
 *
 * @param master the key itself, 32 bytes in base64 or hexadecimal; empty if it is elsewhere
 * @param former the key before it, in the same way; empty if there is none
 * @param credentials the folder of the credentials that systemd hands to a service; empty if it
 *     hands none
 * @param masterFile the file of the key; made when the first secret is sealed
 */
@Validated
@ConfigurationProperties("cloister.secrets")
record KeyProperties(
    @DefaultValue("") String master,
    @DefaultValue("") String former,
    @DefaultValue("") String credentials,
    Path masterFile) {

  /** Without the keys: records print what they hold. */
  @Override
  public String toString() {
    return "KeyProperties[" + masterFile + "]";
  }
}
