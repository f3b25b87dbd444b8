package io.cloister.web.help;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class HelpController {

  private final ObjectProvider<BuildProperties> build;

  HelpController(ObjectProvider<BuildProperties> build) {
    this.build = build;
  }

  @GetMapping("/help")
  String help(Model model) {
    var known = build.getIfAvailable();
    model.addAttribute("version", known == null ? null : known.getVersion());
    model.addAttribute("java", Runtime.version().feature());
    return "help/page";
  }
}
