package io.cloister.notices;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.util.Assert;

/**
 * A letter of plain text.
 *
 * @param id so that a letter that was sent twice is known for one
 */
public record Mail(String id, String from, List<String> to, String subject, String text) {

  // RFC 5321, 4.5.3.1.3, without its brackets
  private static final int LONGEST = 254;
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?");

  public Mail {
    to = List.copyOf(to);
    Assert.isTrue(isAddress(from), "a letter has a sender");
    Assert.isTrue(!to.isEmpty() && to.stream().allMatch(Mail::isAddress), "it has recipients");
  }

  public static boolean isAddress(String text) {
    return text.length() <= LONGEST && ADDRESS.matcher(text).matches();
  }
}
