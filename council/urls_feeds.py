"""Addresses for programs that follow the site: news feeds, calendars of deadlines, the sitemap."""

from django.urls import path

from council.views import feeds, list_feeds, search_feed, sitemap

urlpatterns = [
    path("register.atom", feeds.register_feed, name="register-feed"),
    path("committees/<slug:slug>.atom", feeds.committee_feed, name="committee-feed"),
    path("offices/<slug:slug>.atom", feeds.office_feed, name="office-feed"),
    path("issues/<str:reference>/<slug:slug>.atom", feeds.issue_feed, name="issue-feed"),
    path("recommendations/<str:reference>.atom", feeds.set_feed, name="set-feed"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-pages.xml", sitemap.pages, name="sitemap-pages"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemap.part, name="sitemap-part"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("search.atom", search_feed.search_feed, name="search-feed"),
    path("<slug:name>.atom", list_feeds.list_feed, name="list-feed"),
]
