package io.cloister.sources.mailbox;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.util.Base64;

/** Names of mailboxes as IMAP sends them: RFC 3501, 5.1.3. */
final class ModifiedUtf7 {

  private ModifiedUtf7() {}

  static String encode(String name) {
    var encoded = new StringBuilder();
    int at = 0;
    while (at < name.length()) {
      char sign = name.charAt(at);
      if (isPlain(sign)) {
        encoded.append(sign == '&' ? "&-" : sign);
        at++;
      } else {
        int end = at;
        while (end < name.length() && !isPlain(name.charAt(end))) {
          end++;
        }
        var bytes = name.substring(at, end).getBytes(UTF_16BE);
        encoded
            .append('&')
            .append(Base64.getEncoder().withoutPadding().encodeToString(bytes).replace('/', ','))
            .append('-');
        at = end;
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(char sign) {
    return sign >= ' ' && sign <= '~';
  }
}
