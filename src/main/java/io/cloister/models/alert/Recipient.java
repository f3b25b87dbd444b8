package io.cloister.models.alert;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who gets mails about budgets.
 *
 * @param language theirs, one of {@link AlertSetting.Mail#LANGUAGES}; null for that of all others
 */
public record Recipient(String address, @Nullable String language) {

  /** Addresses with anything between them; the code of a language belongs to the one before it. */
  public static List<Recipient> read(String text) {
    var read = new ArrayList<Recipient>();
    for (var word : text.split("[,;\\s]+", 0)) {
      if (AlertSetting.Mail.LANGUAGES.contains(word) && !read.isEmpty()) {
        read.add(new Recipient(read.removeLast().address(), word));
      } else if (!word.isEmpty()) {
        read.add(new Recipient(word, null));
      }
    }
    return List.copyOf(read);
  }

  /** As it is read: {@code anna@house.example de}. */
  public String word() {
    return language == null ? address : address + " " + language;
  }

  String languageOr(String usual) {
    return language == null ? usual : language;
  }
}
