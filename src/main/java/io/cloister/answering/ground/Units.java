package io.cloister.answering.ground;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Units that numbers come with, each in one form however it is written. */
final class Units {

  private static final Map<String, String> FORMS = forms();

  private Units() {}

  /** The one form of {@code word}, or null if it is no unit. */
  static @Nullable String of(String word) {
    return FORMS.get(word);
  }

  private static Map<String, String> forms() {
    var forms = new HashMap<String, String>();
    for (var unit :
        List.of(
            "% percent pct prozent pourcent procent percentage",
            "$ usd us$ dollar dollars us-dollar us-dollars",
            "€ eur euro euros",
            "£ gbp pound-sterling pounds-sterling",
            "¥ jpy yen",
            "chf franken francs",
            "second seconds sec secs sekunde sekunden secondes segundos",
            "minute minutes min mins minuten minutos",
            "hour hours hr hrs stunde stunden std heure heures hora horas",
            "day days tag tage tagen tages jour jours día días",
            "week weeks woche wochen semaine semaines semana semanas",
            "month months monat monate monaten monats mois mes meses",
            "quarter quarters quartal quartale",
            "year years yr yrs jahr jahre jahren jahres an ans année années año años",
            "decade decades jahrzehnt jahrzehnte jahrzehnten",
            "century centuries jahrhundert jahrhunderte jahrhunderten",
            "mm millimetre millimetres millimeter millimeters",
            "cm centimetre centimetres centimeter centimeters zentimeter",
            "m metre metres meter meters metern",
            "km kilometre kilometres kilometer kilometers kilometern",
            "mi mile miles meile meilen",
            "ft foot feet fuß",
            "inch inches zoll",
            "mg milligram milligrams milligramm",
            "g gram grams gramm",
            "kg kilogram kilograms kilogramm kilo kilos",
            "t ton tons tonne tonnes tonnen",
            "lb lbs",
            "l litre litres liter liters litern",
            "ml millilitre millilitres milliliter milliliters",
            "kb kilobyte kilobytes",
            "mb megabyte megabytes",
            "gb gigabyte gigabytes",
            "tb terabyte terabytes",
            "w watt watts",
            "kw kilowatt kilowatts",
            "mw megawatt megawatts",
            "kwh kilowattstunden",
            "hz hertz",
            "°c celsius",
            "°f fahrenheit",
            "°",
            "page pages seite seiten")) {
      var words = unit.split(" ", -1);
      for (var word : words) {
        forms.put(word, words[0]);
      }
    }
    return forms;
  }
}
