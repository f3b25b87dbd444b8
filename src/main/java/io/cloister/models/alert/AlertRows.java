package io.cloister.models.alert;

import io.cloister.notices.MailServer.Tls;
import io.cloister.secrets.SecretKeeper;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How administrators are told of budgets, as it is stored. */
@Repository
public class AlertRows implements SecretKeeper {

  private final JdbcClient jdbc;

  AlertRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** With its secrets sealed; nulls are what is not set. */
  record Row(
      @Nullable String host,
      int port,
      Tls tls,
      @Nullable String user,
      byte @Nullable [] password,
      @Nullable String from,
      List<Recipient> to,
      String language,
      @Nullable String mailAuthority,
      @Nullable String url,
      byte @Nullable [] secret,
      @Nullable String hookAuthority) {}

  Row get() {
    return jdbc.sql("select * from model_alerting where id = 1")
        .query((row, _) ->
            new Row(
                row.getString("mail_host"),
                row.getInt("mail_port"),
                Tls.of(row.getString("mail_tls")).orElse(Tls.TLS),
                row.getString("mail_user"),
                row.getBytes("mail_password"),
                row.getString("mail_from"),
                recipients(row.getString("mail_to")),
                row.getString("mail_language"),
                row.getString("mail_authority"),
                row.getString("hook_url"),
                row.getBytes("hook_secret"),
                row.getString("hook_authority")))
        .single();
  }

  private static List<Recipient> recipients(@Nullable String text) {
    return text == null ? List.of() : Recipient.read(text);
  }

  /** All of them as they are kept. */
  static String kept(List<Recipient> recipients) {
    return recipients.stream().map(Recipient::word).collect(Collectors.joining(","));
  }

  void set(Row row) {
    jdbc.sql(
            """
            update model_alerting set mail_host = ?, mail_port = ?, mail_tls = ?, mail_user = ?,
              mail_password = ?, mail_from = ?, mail_to = ?, mail_language = ?,
              mail_authority = ?, hook_url = ?, hook_secret = ?, hook_authority = ?
            where id = 1
            """)
        .params(
            Arrays.asList(
                row.host(),
                row.port(),
                row.tls().word(),
                row.user(),
                row.password(),
                row.from(),
                row.to().isEmpty() ? null : kept(row.to()),
                row.language(),
                row.mailAuthority(),
                row.url(),
                row.secret(),
                row.hookAuthority()))
        .update();
  }

  @Override
  public List<byte[]> sealed() {
    var row = get();
    return Stream.of(row.password(), row.secret()).filter(Objects::nonNull).toList();
  }

  @Override
  public void replaceEach(UnaryOperator<byte[]> anew) {
    var row = get();
    jdbc.sql("update model_alerting set mail_password = ?, hook_secret = ? where id = 1")
        .params(
            Arrays.asList(
                row.password() == null ? null : anew.apply(row.password()),
                row.secret() == null ? null : anew.apply(row.secret())))
        .update();
  }
}
