"""The site's addresses. What is not listed does not exist; below /officer/ a visitor is asked to sign in either way."""

from django.urls import include, path, re_path

from council import urls_feeds
from council.urls_data import urlpatterns as data_urls
from council.views import (
    alerts,
    desk,
    errors,
    held,
    home,
    mail_sent,
    pages,
    register,
    seal,
    search,
    settings_pages,
    versions,
    week,
    work,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("register/", register.register, name="register"),
    path("register/<int:serial>/", register.entry, name="register-entry"),
    path("register/<int:serial>.txt", register.entry_text, name="register-text"),
    path("register/<int:serial>/versions/", versions.versions, name="register-versions"),
    path("this-week/", week.this_week, name="this-week"),
    path("weeks/<day:day>/", week.week, name="week"),
    path("alerts/", alerts.start, name="alerts"),
    path("alerts/follow/", alerts.follow, name="alerts-follow"),
    path("alerts/link/", alerts.own_link, name="alerts-link"),
    path("alerts/sent/", alerts.sent, name="alerts-sent"),
    path("alerts/confirm/<str:token>/", alerts.confirm, name="alerts-confirm"),
    path("alerts/mine/<str:token>/", alerts.mine, name="alerts-mine"),
    path("alerts/stop/<str:token>/", alerts.stop, name="alerts-stop"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("theme.css", pages.theme, name="theme"),
    path("sign-in/", held.sign_in, name="sign-in"),
    path("sign-out/", held.sign_out, name="sign-out"),
    path("officer/", desk.desk, name="officer-desk"),
    path("officer/seal/", seal.seal_list, name="seal-list"),
    path("officer/seal/requests/<uuid:key>/", seal.seal_decide, name="seal-decide"),
    path("officer/seal/<slug:kind>/<uuid:key>/", seal.seal_request, name="seal-request"),
    path("officer/work/", work.work, name="work"),
    path("officer/work/<uuid:key>/again/", work.again, name="work-again"),
    path("officer/mail/", mail_sent.mail_sent, name="mail-sent"),
    path("officer/mail/<int:key>/again/", mail_sent.again, name="mail-again"),
    path("officer/settings/", settings_pages.index, name="settings-index"),
    path("officer/settings/alerts/", alerts.figures, name="settings-alerts"),
    path("officer/settings/council/", settings_pages.council, name="settings-council"),
    path("officer/settings/<slug:kind>/", settings_pages.record_list, name="settings-list"),
    path("officer/settings/<slug:kind>/add/", settings_pages.record_add, name="settings-add"),
    path("officer/settings/<slug:kind>/<int:key>/", settings_pages.record_edit, name="settings-edit"),
    *urls_feeds.urlpatterns,
    *data_urls,
    path("", include("meetings.urls")),
    path("", include("recommendations.urls")),
    re_path(r"^officer/.*$", errors.no_such_officer_page, name="officer-nothing"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
