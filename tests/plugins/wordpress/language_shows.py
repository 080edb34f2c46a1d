"""The screens in the language of the site."""
from stage import ADDRESS, SCREEN, lacks, show


@show("1. on a German site the screens are German, those that PHP writes and those that scripts write")
def in_german(stage):
    site = stage.site()
    # Past the check of the settings' screen, which takes only languages that WordPress's own texts are installed in.
    stage.database.ask("REPLACE INTO wp_options (option_name, option_value) VALUES ('WPLANG', 'de_DE')", site.name)
    seen = stage.owner(site, ["log_in"], ["open", SCREEN], ["find", ADDRESS], ["picture", "1-german"],
                       ["open", "/wp-admin/tools.php?page=homing-mail-log"], ["read", "#wpbody"],
                       locale="de-DE", words={"find": "Einstellungen finden"})
    faults = lacks(seen["find"], "Microsoft 365 (Arbeit oder Schule)", "Server zum Senden:", "Woher das bekannt ist")
    return faults + lacks(seen["read"], "E-Mail-Protokoll", "Über dieses Konto wurde noch keine E-Mail versendet.") + site.complaints()
