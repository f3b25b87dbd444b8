package io.cloister.web.models;

import io.cloister.identity.CurrentActor;
import io.cloister.models.SettingRefused;
import io.cloister.models.alert.AlertSetting;
import io.cloister.models.alert.Alerts;
import io.cloister.models.alert.Telling;
import io.cloister.models.alert.Telling.Channel;
import io.cloister.notices.MailServer.Tls;
import io.cloister.notices.NoticeFailed;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sets how administrators are told of budgets, and tries it. */
@Controller
@RequestMapping("/models/alerts")
class AlertPages {

  private static final Set<String> DONE = Set.of("saved", "mail", "webhook");

  private final Alerts alerts;
  private final Telling telling;
  private final CurrentActor actor;

  AlertPages(Alerts alerts, Telling telling, CurrentActor actor) {
    this.alerts = alerts;
    this.telling = telling;
    this.actor = actor;
  }

  @GetMapping
  String show(@RequestParam(required = false) @Nullable String done, Model model) {
    model.addAttribute("done", done != null && DONE.contains(done) ? done : null);
    return show(null, null, model);
  }

  private String show(@Nullable AlertForm form, @Nullable SettingRefused refused, Model model) {
    var state = alerts.get(actor.get());
    model.addAttribute("state", state);
    model.addAttribute("form", form == null ? AlertForm.of(state, language()) : form);
    model.addAttribute("refused", refused);
    if (refused != null) {
      model.addAttribute("problem", words(refused));
      var failed = refused.getCause() instanceof NoticeFailed it ? it : null;
      model.addAttribute("said", failed == null ? null : failed.said());
    }
    model.addAttribute("ways", Tls.values());
    model.addAttribute("languages", AlertSetting.Mail.LANGUAGES);
    return "models/alerts";
  }

  private static String language() {
    var page = LocaleContextHolder.getLocale().getLanguage();
    return AlertSetting.Mail.LANGUAGES.contains(page)
        ? page
        : AlertSetting.Mail.LANGUAGES.getFirst();
  }

  @PostMapping
  String set(AlertForm form, Model model, HttpServletResponse response) {
    var me = actor.get();
    alerts.get(me); // whoever may not see them is not told what is wrong with a form
    try {
      alerts.set(form.setting(), me);
      return "redirect:/models/alerts?done=saved";
    } catch (SettingRefused e) {
      response.setStatus(422);
      return show(form, e, model);
    }
  }

  @PostMapping("/test")
  String test(@RequestParam String channel, Model model, HttpServletResponse response) {
    var me = actor.get();
    alerts.get(me);
    try {
      var which = Channel.of(channel).orElse(Channel.MAIL);
      telling.test(which, me);
      return "redirect:/models/alerts?done=" + which.word();
    } catch (SettingRefused e) {
      response.setStatus(422);
      return show(null, e, model);
    }
  }

  /** The name of the message that says what is wrong and what to do. */
  private static String words(SettingRefused refused) {
    if (refused.getCause() instanceof NoticeFailed failed) {
      return "alerts.problem." + failed.problem().word();
    }
    if (refused.field().endsWith(".authority")) {
      return "sources.refused." + refused.code();
    }
    return "alerts.refused."
        + (refused.code().equals("invalid") ? refused.field() : refused.code());
  }
}
