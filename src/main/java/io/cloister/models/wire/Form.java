package io.cloister.models.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Fields and a file as {@code multipart/form-data} has them.
 *
 * @param mediaType with the boundary
 */
record Form(String mediaType, byte[] bytes) {

  /**
   * @param fields in their order
   * @param name of the file, which nothing but its ending is taken of
   */
  static Form of(
      List<Map.Entry<String, String>> fields, String name, String mediaType, byte[] file) {
    var boundary = "cloister-" + UUID.randomUUID();
    var bytes = new ByteArrayOutputStream(file.length + 1024);
    for (var field : fields) {
      bytes.writeBytes(
          "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
              .formatted(boundary, field.getKey(), field.getValue())
              .getBytes(UTF_8));
    }
    bytes.writeBytes(
        """
        --%s\r
        Content-Disposition: form-data; name="file"; filename="sound%s"\r
        Content-Type: %s\r
        \r
        """
            .formatted(boundary, ending(name), mediaType)
            .getBytes(UTF_8));
    bytes.writeBytes(file);
    bytes.writeBytes("\r\n--%s--\r\n".formatted(boundary).getBytes(UTF_8));
    return new Form("multipart/form-data; boundary=" + boundary, bytes.toByteArray());
  }

  // what a file is called is nobody's business outside
  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    var ending = dot < 0 ? "" : name.substring(dot);
    return ending.matches("\\.[A-Za-z0-9]{1,8}") ? ending : "";
  }

  /** Without the bytes. */
  @Override
  public String toString() {
    return "Form[" + bytes.length + " bytes]";
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
