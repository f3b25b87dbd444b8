package io.cloister.web.inbox;

import io.cloister.governance.CsvTable;
import io.cloister.identity.CurrentActor;
import io.cloister.library.Document;
import io.cloister.library.Status;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.DocumentFilter;
import io.cloister.library.document.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Every file that could not be read, as a table with the reasons, for whoever mends them. */
@Controller
class FailureList {

  private static final int SIZE = 200;
  private static final int MOST_PAGES = 50;
  private static final List<String> COLUMNS =
      List.of("document", "title", "file", "collection", "added", "code", "problem", "hint");

  private final Documents documents;
  private final Collections collections;
  private final MessageSource messages;
  private final CurrentActor actor;

  FailureList(
      Documents documents, Collections collections, MessageSource messages, CurrentActor actor) {
    this.documents = documents;
    this.collections = collections;
    this.messages = messages;
    this.actor = actor;
  }

  @GetMapping("/inbox/failures.csv")
  ResponseEntity<String> list(Locale locale) {
    var lines = new ArrayList<String>();
    lines.add(
        CsvTable.line(COLUMNS.stream().map(name -> said("inbox.csv." + name, locale)).toList()));
    for (var status : List.of(Status.FAILED, Status.QUARANTINED)) {
      for (int page = 0; page < MOST_PAGES; page++) {
        var some =
            documents.list(
                new DocumentFilter(status, null, null, false),
                collections.scopeOf(actor.get()),
                page,
                SIZE);
        some.items().forEach(document -> lines.add(line(document, locale)));
        if (some.items().size() < SIZE) {
          break;
        }
      }
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("not-readable.csv").build().toString())
        .body("\ufeff" + String.join("", lines)); // the mark is for Excel
  }

  private String line(Document document, Locale locale) {
    var failure = document.current().failure();
    var code = failure == null ? "internal" : failure.code().word();
    return CsvTable.line(
        List.of(
            document.id().toString(),
            document.title(),
            document.current().fileName(),
            document.collectionName(),
            document.createdAt().toString(),
            code,
            said("document.failure." + code, locale),
            said("document.failure." + code + ".hint", locale)));
  }

  private String said(String key, Locale locale) {
    return messages.getMessage(key, null, locale);
  }
}
