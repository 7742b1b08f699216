CREATE TABLE "résumés_à_vérifier_éternellement_où_qu'ils_soient_déposés" (
    "numéro_de_téléphone_préféré_à_l'étranger_été_comme_hiver_é" text UNIQUE
);
CREATE TABLE "ééééééééééééééééééééééééééééééééé" (a integer PRIMARY KEY);
