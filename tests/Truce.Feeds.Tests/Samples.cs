namespace Truce.Feeds.Tests;

/// <summary>Small invented items in every shape that a decoder must take; seeds for mutation.</summary>
internal static class Samples
{
    public const string FirmsArea = """
        latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_ti5,frp,daynight
        48.10123,37.20456,331.09,0.44,0.39,2025-10-24,149,N20,VIIRS,n,2.0NRT,289.62,4.37,N
        -48.5,-37.25,345.2,0.5,0.48,2025-10-24,1043,N,VIIRS,h,2.0NRT,290.1,12.5,D
        """;

    public const string FirmsModis = """
        latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,instrument,confidence,version,bright_t31,frp,daynight,type
        48.1,37.2,310.5,1.2,1.1,2021-05-06,0948,Terra,MODIS,73,61.03,290.2,15.2,D,0
        48.2,37.3,312.5,4.8,2,2021-05-06,39,Aqua,MODIS,100,61.03,291.2,25.2,N,2
        """;

    public const string FirmsReduced = "LATITUDE;LONGITUDE;ACQ_DATE\r\n47.1005;37.6171;2022-01-01\r\n47.16526;37.557426;2022-01-02\r\n";

    public const string AlarmsOfficial = """
        oblast,raion,hromada,level,started_at,finished_at,source
        Northland oblast,,,oblast,2022-06-01 00:15:34+00:00,2022-06-01 00:31:37+00:00,official
        Northland oblast,River raion,Hill hromada,hromada,2022-06-01 07:20:38+00:00,,official
        """;

    public const string AlarmsVolunteer = """
        region,started_at,finished_at,naive
        Northland oblast,2022-06-01 00:15:58+00:00,2022-06-01 00:45:58+00:00,True
        """;

    public const string Viina = """
        event_id_1pd,date,n_reports,event_ids_matching,sources_matching,source_urls,target_terms,attack_terms,geonameid,asciiname,ADM1_NAME,ADM2_NAME,longitude,latitude,a_ukr,a_rus,representative_text
        1001,20220604,2,5|6,nv|mz,https://www.example.org/a?utm_source=x|https://example.org/b,порт,ракет|удар,700001,Riverton,Northland,River,36.78,46.75,0,1,"Удар по порту, ""вночі""
        другий рядок"
        1002,20220605,1,7,nv,,склад,пожеж,,,Northland,,36.5,46.5,1,0,Пожежа
        """;

    public const string Incidents = """
        entry,date,event_group,title,brief description,lat,lon,country,province,district,town/city,arms/munition,violence level,link,geolocation
        X1,2022-06-01,Bombing or Explosion Feb - June,"01/06/2022 Explosion, seen","Explosion, seen",48.01375,37.812029,Nowhere,North,,Hill,TOS-1,5,https://twitter.com/a/status/123 https://t.me/b/4,https://twitter.com/c/status/9
        X2,2022-06-01,Russian Military Presence June 2022,Column,Column,48.1,37.9,Nowhere,North,,Hill,,2,https://twitter.com/a/status/124,
        X3,2022-06-01,Ukrainian Military Losses,Losses,Losses,48.1,37.9,Nowhere,North,,Hill,,2,https://twitter.com/a/status/125,
        X4,2022-06-02,Civilian Casualty,Harm,Harm,48.1,37.9,Nowhere,North,,Hill,,2,Link can be requested,
        """;

    public const string Ucdp = """"
        id,relid,year,type_of_violence,side_a,side_b,number_of_sources,source_article,source_office,source_date,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,country,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,code_status
        501,N-1,2015,1,Northland,Hill Front,2,"""Agency One,2015-02-16,Two dead, one hurt"";""Agency Two,2015-02-16,Two dead""",Agency One;Agency Two,2015-02-16;2015-02-16,Register of the dead x2,1,Riverton town,"in the market,
        near the bridge",North oblast,River raion,48.0125,37.8021,Nowhere,1,1,2015-02-15,2015-02-15,1,0,1,0,2,2,2,Clear
        502,N-2,2015,1,Northland,Hill Front,1,"""Agency One,2015-03-02,Month""",Agency One,2015-03-02,"officials, hospital",4,North oblast,,North oblast,,48,37.5,Nowhere,2,4,2015-02-01,2015-02-28,0,7,0,3,10,14,0,Clear
        503,N-3,2015,3,Northland,Civilians,1,,,,,6,Nowhere,,,,49.0,32.0,Nowhere,1,3,2015-03-04,2015-03-04,0,0,1,0,1,1,1,Check dates
        """";

    public const string Line = """
        {"type":"FeatureCollection","properties":{"date":"2022-06-01","snapshot_utc":"2022-06-01T18:19:03+00:00","source":"a map"},"features":[
        {"type":"Feature","properties":{"status":"occupied","name":"held"},"geometry":{"type":"Polygon","coordinates":[[[37,48],[38,48],[38,49],[37,49],[37,48]],[[37.2,48.2],[37.2,48.4],[37.4,48.4],[37.2,48.2]]]}},
        {"type":"Feature","properties":{"status":"contested"},"geometry":{"type":"MultiPolygon","coordinates":[[[[36,48],[37,48],[37,49],[36,48]]]]}},
        {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[36,48]}}]}
        """;

    public const string PatrolLines = """
        {"id":"A-1","patrol":"Alpha","class":"explosion","start":"2026-03-01T21:14:07+02:00","means":"heard","observerLat":48.1,"observerLon":37.9,"bearing":"ENE","nearM":1000,"farM":4000,"count":5,"exactness":"atLeast","weapon":"N/K","assessed":"outgoing"}
        {"id":"A-2","patrol":"Alpha","class":"restrictionOfMovement","start":"2026-03-01T09:00:00Z","end":"2026-03-01T09:40:00Z","restriction":"delay","delayMinutes":40,"observerLat":48.1,"observerLon":37.9,"text":"checkpoint"}
        {"id":"A-3","patrol":"Alpha","withdraws":"A-1"}
        """;

    public const string PatrolTable = """
        id,patrol,class,start,means,lat,lon,sigmaM,count,exactness,grade,interference,simulated
        B-1,Bravo,interferenceWithMonitoring,2026-03-01T21:14:07Z,uav,48.1,37.9,100,,,B2,jamming,true
        B-2,Bravo,burstOrShot,2026-03-01T21:14:07Z,heard,48.1,37.9,100,30,about,,,false
        """;

    public static IReadOnlyList<(string Format, string[] Seeds)> All { get; } =
    [
        ("firms", [FirmsArea, FirmsModis, FirmsReduced]),
        ("alarms", [AlarmsOfficial, AlarmsVolunteer]),
        ("viina", [Viina]),
        ("incidents", [Incidents]),
        ("line", [Line]),
        ("patrol", [PatrolLines, PatrolTable]),
        ("ucdp", [Ucdp]),
    ];
}
