package io.cloister.answering.ground;

import java.util.HashMap;
import java.util.Map;

/** English verbs of which no ending tells that two forms are of one verb. */
final class IrregularVerbs {

  private static final String[] FORMS = {
    "become became",
    "begin began begun",
    "bind bound",
    "bring brought",
    "build built",
    "buy bought",
    "catch caught",
    "choose chose chosen",
    "deal dealt",
    "draw drew drawn",
    "drive drove driven",
    "eat ate eaten",
    "fall fell fallen",
    "feed fed",
    "feel felt",
    "fight fought",
    "find found",
    "flee fled",
    "fly flew flown",
    "forbid forbade forbidden",
    "freeze froze frozen",
    "get got gotten",
    "give gave given",
    "go went gone",
    "grow grew grown",
    "hang hung",
    "hear heard",
    "hide hid hidden",
    "hold held",
    "keep kept",
    "know knew known",
    "lead led",
    "leave left",
    "lend lent",
    "lie lay lain",
    "lose lost",
    "make made",
    "mean meant",
    "meet met",
    "pay paid",
    "ring rang rung",
    "rise rose risen",
    "run ran",
    "say said",
    "see saw seen",
    "seek sought",
    "sell sold",
    "send sent",
    "shoot shot",
    "show shown",
    "sing sang sung",
    "sink sank sunk",
    "sit sat",
    "sleep slept",
    "speak spoke spoken",
    "spend spent",
    "stand stood",
    "steal stole stolen",
    "stick stuck",
    "strike struck",
    "swear swore sworn",
    "swim swam swum",
    "take took taken",
    "teach taught",
    "tear tore torn",
    "tell told",
    "think thought",
    "throw threw thrown",
    "understand understood",
    "wake woke woken",
    "wear wore worn",
    "win won",
    "withdraw withdrew withdrawn",
    "write wrote written"
  };

  private static final Map<String, String> BASES = bases();

  private IrregularVerbs() {}

  private static Map<String, String> bases() {
    var bases = new HashMap<String, String>();
    for (var line : FORMS) {
      var forms = line.split(" ", -1);
      for (var form : forms) {
        bases.put(form, forms[0]);
      }
      bases.put(forms[0] + "s", forms[0]);
      bases.put(forms[0].replaceFirst("e$", "") + "ing", forms[0]);
    }
    return Map.copyOf(bases);
  }

  /** Whether both are forms of one of them. */
  static boolean areForms(String one, String other) {
    var base = BASES.get(one);
    return base != null && base.equals(BASES.get(other));
  }
}
