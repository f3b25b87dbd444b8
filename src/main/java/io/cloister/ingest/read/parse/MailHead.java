package io.cloister.ingest.read.parse;

import io.cloister.ingest.read.wire.TextSink;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.sax.ContentHandlerDecorator;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Puts the head of a mail before its body: whom it is from and what it is about is searched. */
final class MailHead extends ContentHandlerDecorator {

  private final Metadata metadata;
  private final TextSink sink;
  private boolean begun;
  private boolean inTitle;

  MailHead(ContentHandler handler, Metadata metadata, TextSink sink) {
    super(handler);
    this.metadata = metadata;
    this.sink = sink;
  }

  static boolean isMail(String mediaType) {
    return mediaType.startsWith("message/") || mediaType.contains("outlook");
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes)
      throws SAXException {
    inTitle = inTitle || (local.equals("title") && !begun); // its own: the subject
    super.startElement(uri, local, name, attributes);
  }

  @Override
  public void endElement(String uri, String local, String name) throws SAXException {
    if (local.equals("title")) {
      inTitle = false;
    }
    super.endElement(uri, local, name);
  }

  @Override
  public void characters(char[] characters, int start, int length) throws SAXException {
    if (inTitle) {
      return;
    }
    if (!begun && !new String(characters, start, length).isBlank()) {
      begun = true;
      if (sink.position() > 0) {
        sink.text("\n\n");
      }
      head("Subject", metadata.getValues(TikaCoreProperties.TITLE));
      head("From", metadata.getValues(Message.MESSAGE_FROM));
      head("To", metadata.getValues(Message.MESSAGE_TO));
      head("Cc", metadata.getValues(Message.MESSAGE_CC));
      head("Date", metadata.getValues(TikaCoreProperties.CREATED));
      sink.text("\n");
    }
    super.characters(characters, start, length);
  }

  private void head(String name, String[] values) {
    if (values.length > 0) {
      sink.text("%s: %s\n".formatted(name, String.join(", ", values)));
    }
  }
}
